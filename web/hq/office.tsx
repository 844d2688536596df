// Every page of approvals and webhooks: a script of its own, loaded when one of them is opened.

import './office.css';
import type { ComponentType } from 'preact';
import { matchRoute, type Params } from '../core/router.ts';
import type { Staff } from '../core/wire.ts';
import { place } from '../ui/navigation.ts';
import { Page } from '../ui/page.tsx';
import { t } from '../ui/words.ts';
import { ApprovalPage } from './approvals/approval_page.tsx';
import { RenewalsPage } from './approvals/renewals_page.tsx';
import { SearchPage } from './approvals/search_page.tsx';
import { o } from './office_words.ts';
import { DeliveryPage } from './webhooks/delivery_page.tsx';
import { EndpointPage } from './webhooks/endpoint_page.tsx';
import { ChangeEndpointPage, NewEndpointPage } from './webhooks/endpoint_form.tsx';
import { EndpointsPage } from './webhooks/endpoints_page.tsx';

export interface OfficePageProps { params: Params; staff: Staff }

const routes: readonly (readonly [string, ComponentType<OfficePageProps>])[] = [
  ['/hq/approvals', SearchPage],
  ['/hq/approvals/:approval', ApprovalPage],
  ['/hq/renewals', RenewalsPage],
  ['/hq/webhooks', EndpointsPage],
  ['/hq/webhooks/new', NewEndpointPage],
  ['/hq/webhooks/:endpoint', EndpointPage],
  ['/hq/webhooks/:endpoint/change', ChangeEndpointPage],
  ['/hq/webhooks/:endpoint/deliveries/:event', DeliveryPage],
];

export function Office({ staff }: { staff: Staff }) {
  const { path } = place.value;
  const match = matchRoute(routes, path);
  if (!match) return <Page title={o('not_found')}><p>{t('error.not-found')}</p></Page>;
  return <match.page key={path} params={match.params} staff={staff} />;
}

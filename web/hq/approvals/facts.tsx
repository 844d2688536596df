import type { ApprovalHistory, ApprovalStatus } from '../../core/staff_wire.ts';
import { RegionName } from '../../ui/region_name.tsx';
import { t } from '../../ui/words.ts';
import { o } from '../office_words.ts';
import { dayText, Moment, reasonText, StateMark } from './parts.tsx';

function Onboarding({ mark }: { mark: ApprovalHistory['onboarding'] }) {
  if (!mark) return <>{o('facts.not_onboarded')}</>;
  return <>{mark.externalId ? o('facts.onboarded_as', { name: mark.externalId }) : o('facts.onboarded')}, <Moment at={mark.since} /></>;
}

const Other = ({ id }: { id: string }) => <a href={`/hq/approvals/${id}`}>{o('facts.open')}</a>;

export function Facts({ approval, onboarding }: { approval: ApprovalStatus; onboarding: ApprovalHistory['onboarding'] }) {
  const { state, reason, region, exam, exam_version, valid_from, valid_until, recertify_by, supersedes, superseded_by, credential_url } = approval;
  return (
    <dl class="pairs">
      <dt>{o('facts.state')}</dt><dd><StateMark state={state} />{reason && <span class="muted"> {reasonText(reason)}</span>}</dd>
      <dt>{t('approval.region')}</dt><dd><RegionName code={region} /></dd>
      <dt>{o('facts.exam')}</dt><dd><bdi>{exam} {exam_version}</bdi></dd>
      <dt>{t('approval.from')}</dt><dd>{dayText(valid_from)}</dd>
      <dt>{t('approval.until')}</dt><dd>{dayText(valid_until)}</dd>
      {recertify_by && <><dt>{o('facts.recertify')}</dt><dd>{dayText(recertify_by)}</dd></>}
      <dt>{o('facts.onboarding')}</dt><dd><Onboarding mark={onboarding} /></dd>
      {supersedes && <><dt>{o('facts.supersedes')}</dt><dd><Other id={supersedes} /></dd></>}
      {superseded_by && <><dt>{o('facts.superseded_by')}</dt><dd><Other id={superseded_by} /></dd></>}
      <dt>{o('facts.credential')}</dt><dd><a href={credential_url}>{o('facts.open')}</a></dd>
    </dl>
  );
}

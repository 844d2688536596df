import { useEffect } from 'preact/hooks';
import type { Approval } from '../../core/wire.ts';
import { LinkButton } from '../../ui/button.tsx';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { day, maybe, t } from '../../ui/words.ts';
import { RegionName } from '../../ui/region_name.tsx';
import { askToSignIn, loadMe, who } from '../who.ts';

function Shown({ approval }: { approval: Approval }) {
  return (
    <Page title={t('approval.title')} kicker={who.value?.shop_name ?? who.value?.name ?? t('app.name')}>
      <div class="headline approved">
        <p>{t('approval.number')}</p>
        <p class="approval-number"><bdi>{approval.number}</bdi></p>
        <p>{maybe(`approval.state.${approval.state}`) ?? approval.state}</p>
      </div>
      <dl class="pairs">
        <dt>{t('approval.holder')}</dt><dd><bdi>{who.value?.name}</bdi></dd>
        <dt>{t('approval.region')}</dt><dd><RegionName code={approval.region} /></dd>
        <dt>{t('approval.from')}</dt><dd>{day(approval.valid_from)}</dd>
        <dt>{t('approval.until')}</dt><dd>{day(approval.valid_until)}</dd>
      </dl>
      <p>{t('approval.text')}</p>
      <div class="actions">
        <a class="button plain" href={approval.credential_url}>{t('approval.credential')}</a>
        <LinkButton href="/me" kind="plain">{t('result.to_me')}</LinkButton>
      </div>
      <p class="hint">{t('approval.credential_hint')}</p>
    </Page>
  );
}

export function ApprovalPage({ params }: { params: Record<string, string> }) {
  const { value, problem, reload } = useLoaded(params.id ?? '', loadMe);
  useEffect(() => {
    if (problem?.status === 401) askToSignIn();
  }, [problem]);
  const approval = value?.approvals.find((one) => one.id === params.id);
  if (approval) return <Shown approval={approval} />;
  return (
    <Page title={t('approval.title')}>
      {value ? <p class="notice bad">{t('error.approval-unknown')}</p> : <Waiting problem={problem} reload={reload} />}
    </Page>
  );
}

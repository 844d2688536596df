import { useEffect, useState } from 'preact/hooks';
import type { Problem } from '../../core/api.ts';
import type { Approval } from '../../core/wire.ts';
import { LinkButton } from '../../ui/button.tsx';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { RegionName } from '../../ui/region_name.tsx';
import { day, maybe, problemText, t } from '../../ui/words.ts';
import { server } from '../server.ts';
import { askToSignIn, loadMe, who } from '../who.ts';

/** The link to the public page, and whether that shows the name. */
function Sharing({ approval }: { approval: Approval }) {
  const [shown, setShown] = useState(approval.name_shown);
  const [problem, setProblem] = useState<Problem | null>(null);
  const [is_busy, setBusy] = useState(false);

  async function show(wanted: boolean): Promise<void> {
    setBusy(true);
    const answer = await server.showName(approval.id, wanted);
    setBusy(false);
    setProblem(answer.ok ? null : answer.problem);
    setShown(answer.ok ? answer.value.name_shown : !wanted);
  }

  return (
    <section>
      <h2>{t('approval.share')}</h2>
      <p class="hint">{t('approval.share_hint')}</p>
      {problem && <p class="notice bad" role="alert">{problemText(problem)}</p>}
      <label class={shown ? 'option chosen' : 'option'}>
        <input id="show-name" type="checkbox" checked={shown} disabled={is_busy}
          onChange={(event) => { setShown(event.currentTarget.checked); void show(event.currentTarget.checked); }} />
        <span>{t('approval.show_name')}</span>
      </label>
      <div class="actions"><a class="button primary" href={approval.verify_url}>{t('approval.share_link')}</a></div>
    </section>
  );
}

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
      <Sharing approval={approval} />
      <div class="actions">
        <a class="button plain" href={`/api/v1/me/approvals/${approval.id}/certificate.pdf`}>{t('approval.certificate')}</a>
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

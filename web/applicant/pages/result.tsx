import { useEffect } from 'preact/hooks';
import type { FailedCondition, Result } from '../../core/wire.ts';
import { LinkButton } from '../../ui/button.tsx';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { Page } from '../../ui/page.tsx';
import { ScoreBar } from '../../ui/score_bar.tsx';
import { dateTime, scoreText, t } from '../../ui/words.ts';
import { kept_as_evidence } from '../../core/outbox_store.ts';
import { asideOf, current } from '../current.ts';
import { server } from '../server.ts';
import { askToSignIn } from '../who.ts';

/** While the server is still closing the attempt we ask again after this long. */
const ask_again_ms = 3000;

function Condition({ condition, result }: { condition: FailedCondition; result: Result }) {
  if (condition.code === 'total-below-cut') return <li>{t('result.total_below', { score: scoreText(result.score), cut: scoreText(result.cut) })}</li>;
  const section = result.sections.find((one) => one.id === condition.section);
  return (
    <li>
      {t('result.section_below', {
        section: section?.title ?? condition.section,
        score: section?.score.numerator ?? 0,
        minimum: section?.minimum?.numerator ?? 0,
        count: section?.score.denominator ?? 0,
      })}
    </li>
  );
}

function Headline({ result }: { result: Result }) {
  return (
    <div class={`headline ${result.decision}`}>
      <p class="headline-score"><span class="unseen">{t('result.score')}</span><bdi>{scoreText(result.score)}</bdi></p>
      <p>{t('result.against_cut', { cut: scoreText(result.cut) })}</p>
    </div>
  );
}

function Bars({ title, rows }: { title: string; rows: { id: string; title: string; score: Result['score']; note?: string }[] }) {
  return (
    <section>
      <h2>{title}</h2>
      <ul class="bars">
        {rows.map((row) => (
          <li key={row.id}>
            <div class="bar-words"><span>{row.title}</span><span class="bar-score">{t('result.of', { right: row.score.numerator, count: row.score.denominator })}</span></div>
            <ScoreBar part={row.score.numerator} whole={row.score.denominator} />
            {row.note && <p class="hint">{row.note}</p>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function sectionNote(section: Result['sections'][number]): string | undefined {
  if (!section.minimum) return undefined;
  return t(section.met ? 'result.minimum_met' : 'result.minimum_missed', { minimum: section.minimum.numerator });
}

function NextAttempt({ result }: { result: Result }) {
  if (result.decision !== 'fail') return null;
  if (result.attempts_left === 0) return <p>{t('result.no_attempts_left')}</p>;
  const when = result.next_attempt_at;
  return (
    <p>
      {t('result.attempts_left', { n: result.attempts_left })}{' '}
      {when && Date.parse(when) > Date.now() ? t('result.next_at', { when: dateTime(when) }) : t('result.next_now')}
    </p>
  );
}

function Late({ attempt }: { attempt: string }) {
  const aside = asideOf(attempt);
  if (aside.length === 0) return null;
  const evidence = aside.filter((entry) => entry.code === kept_as_evidence).length;
  return (
    <div class="notice warn">
      {evidence > 0 && <p>{t('result.evidence', { n: evidence })}</p>}
      {aside.length > evidence && <p>{t('result.not_counted', { n: aside.length - evidence })}</p>}
    </div>
  );
}

function Shown({ result }: { result: Result }) {
  const titles = { pass: t('result.pass'), fail: t('result.fail'), review: t('result.review') };
  return (
    <Page title={titles[result.decision]} kicker={t('result.kicker')}>
      <Headline result={result} />
      {result.decision === 'pass' && <p class="lead">{t('result.pass_text')}</p>}
      {result.decision === 'review' && <p class="lead">{t('result.review_text')}</p>}
      {result.decision === 'fail' && (
        <section>
          <h2>{t('result.why')}</h2>
          <ul class="lines">{result.failed.map((condition) => <Condition key={JSON.stringify(condition)} condition={condition} result={result} />)}</ul>
        </section>
      )}
      <NextAttempt result={result} />
      <Late attempt={result.attempt} />
      <div class="actions">
        {result.approval && <LinkButton href={`/approval/${result.approval.id}`} kind="primary">{t('result.approval')}</LinkButton>}
        <LinkButton href="/me" kind={result.approval ? 'plain' : 'primary'}>{t('result.to_me')}</LinkButton>
      </div>
      <Bars title={t('result.sections')} rows={result.sections.map((section) => {
        const note = sectionNote(section);
        return { ...section, ...(note && { note }) };
      })} />
      <Bars title={t('result.topics')} rows={result.topics} />
      <p class="hint">{t('result.no_keys')}</p>
    </Page>
  );
}

export function ResultPage({ params }: { params: Record<string, string> }) {
  const id = params.id ?? '';
  const here = current.value?.id === id ? current.value.result : undefined;
  const { value, problem, reload } = useLoaded(`${id} ${here !== undefined}`, async () => (here ? { ok: true as const, value: here } : server.result(id)));
  const not_ended = problem?.code === 'attempt-not-ended';
  useEffect(() => {
    if (problem?.status === 401) askToSignIn();
    if (!not_ended) return undefined;
    const timer = setTimeout(reload, ask_again_ms);
    return () => clearTimeout(timer);
  }, [problem]);
  const result = here ?? value;
  if (result) return <Shown result={result} />;
  if (not_ended) {
    return (
      <Page title={t('result.loading')}>
        <p role="status">{t('result.not_ended')}</p>
        <LinkButton href={`/attempt/${id}`}>{t('me.continue')}</LinkButton>
      </Page>
    );
  }
  return (
    <Page title={t('result.loading')}>
      <Waiting problem={problem} reload={reload}><LinkButton href="/me">{t('result.to_me')}</LinkButton></Waiting>
    </Page>
  );
}

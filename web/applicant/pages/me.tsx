import { useEffect } from 'preact/hooks';
import { inLanguage } from '../../core/i18n.ts';
import type { AttemptRow, Exam, Me } from '../../core/wire.ts';
import { LinkButton } from '../../ui/button.tsx';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { go } from '../../ui/navigation.ts';
import { Page } from '../../ui/page.tsx';
import { dateTime, day, duration, language, maybe, t } from '../../ui/words.ts';
import { leave } from '../current.ts';
import { obstacle } from '../obstacle.ts';
import { RegionName } from '../../ui/region_name.tsx';
import { server } from '../server.ts';
import { askToSignIn, loadMe, unfinished, who } from '../who.ts';

function ExamCard({ exam, me }: { exam: Exam; me: Me }) {
  const running = unfinished(me);
  const why_not = obstacle(exam, me);
  return (
    <section class="card">
      <h2>{inLanguage(exam.title, language.value)}</h2>
      <p>{t('me.exam_facts', { count: exam.item_count, time: duration(exam.time_limit_s), cut: t('percent', { n: exam.cut_percent }) })}</p>
      {running?.exam === exam.id
        ? <LinkButton href={`/attempt/${running.id}`} kind="primary">{t('me.continue')}</LinkButton>
        : why_not
          ? <p class="notice">{why_not}</p>
          : (
            <>
              <p class="hint">{t('result.attempts_left', { n: exam.attempts_left ?? exam.attempts })}</p>
              <LinkButton href={`/exam/${exam.id}/rules`} kind="primary">{t('me.take_exam')}</LinkButton>
            </>
          )}
    </section>
  );
}

function attemptState(attempt: AttemptRow): string {
  if (attempt.decision) return t(`me.decision.${attempt.decision}`);
  if (attempt.state === 'expired' && !attempt.started_at) return t('me.state.lapsed');
  return maybe(`me.state.${attempt.state}`) ?? attempt.state;
}

function AttemptList({ attempts }: { attempts: readonly AttemptRow[] }) {
  if (attempts.length === 0) return <p>{t('me.no_attempts')}</p>;
  return (
    <ul class="rows">
      {[...attempts].reverse().map((attempt) => {
        const ended = attempt.state === 'submitted' || attempt.state === 'expired';
        return (
          <li key={attempt.id}>
            <a href={ended ? `/result/${attempt.id}` : `/attempt/${attempt.id}`}>{dateTime(attempt.started_at ?? attempt.prepared_at)}</a>
            <span>{attemptState(attempt)}</span>
          </li>
        );
      })}
    </ul>
  );
}

function Approvals({ me }: { me: Me }) {
  if (me.approvals.length === 0) return null;
  return (
    <section>
      <h2>{t('me.approvals')}</h2>
      <ul class="rows">
        {me.approvals.map((approval) => (
          <li key={approval.id}>
            <a href={`/approval/${approval.id}`}><bdi>{approval.number}</bdi></a>
            <span>{t('me.approval_until', { state: maybe(`approval.state.${approval.state}`) ?? approval.state, day: day(approval.valid_until) })}</span>
          </li>
        ))}
      </ul>
    </section>
  );
}

async function signOut(): Promise<void> {
  const answer = await server.signOut();
  if (!answer.ok && answer.problem.status !== 401) return;
  leave();
  who.value = null;
  go('/');
}

export function MePage() {
  const me = useLoaded('me', loadMe);
  const exams = useLoaded('exams', server.exams);
  const signed_out = me.problem?.status === 401;
  useEffect(() => {
    if (signed_out) askToSignIn();
  }, [signed_out]);
  if (!me.value) return <Page title={t('me.title')}><Waiting problem={me.problem} reload={me.reload} /></Page>;
  const { name, shop_name, region, attempts } = me.value;
  const person = me.value;
  return (
    <Page title={t('me.hello', { name })}>
      <p class="muted">{shop_name && <><bdi>{shop_name}</bdi> · </>}<RegionName code={region} /></p>
      {exams.value
        ? exams.value.exams.map((exam) => <ExamCard key={exam.id} exam={exam} me={person} />)
        : <Waiting problem={exams.problem} reload={exams.reload} />}
      <Approvals me={person} />
      <section>
        <h2>{t('me.attempts')}</h2>
        <AttemptList attempts={attempts} />
      </section>
      <div class="actions"><button type="button" class="button plain" onClick={() => void signOut()}>{t('me.sign_out')}</button></div>
    </Page>
  );
}

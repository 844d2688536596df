import { progressOf } from '../../core/answers.ts';
import { Page } from '../../ui/page.tsx';
import { t } from '../../ui/words.ts';
import type { RunningAttempt } from '../running_attempt.ts';

function QuestionLinks({ running, title, numbers }: { running: RunningAttempt; title: string; numbers: readonly number[] }) {
  if (numbers.length === 0) return null;
  return (
    <section>
      <h2>{title}</h2>
      <ul class="question-links">
        {numbers.map((number) => <li key={number}><a href={`/attempt/${running.id}/${number}`} aria-label={t('exam.question', { number })}>{number}</a></li>)}
      </ul>
    </section>
  );
}

/** What is done and what is not, before handing in. */
export function Review({ running, onHandIn }: { running: RunningAttempt; onHandIn: () => void }) {
  const { items } = running.paper;
  const { answered, unanswered, marked } = progressOf(items, running.answers.value);
  const waiting = running.sync.value.pending.length;
  return (
    <Page title={t('review.title')} class="exam">
      <p class="lead">{t('review.counts', { answered, total: items.length })}</p>
      {unanswered.length === 0 && marked.length === 0 && <p>{t('review.all_done')}</p>}
      <QuestionLinks running={running} title={t('review.unanswered', { n: unanswered.length })} numbers={unanswered} />
      <QuestionLinks running={running} title={t('review.marked', { n: marked.length })} numbers={marked} />
      {waiting > 0 && running.sync.value.state === 'kept' && <p class="notice warn">{t('review.unsent', { n: waiting })}</p>}
      <p>{t('review.final')}</p>
      <div class="actions">
        <button type="button" class="button primary" onClick={onHandIn}>{t('review.hand_in')}</button>
        <a class="button plain" href={`/attempt/${running.id}/${unanswered[0] ?? marked[0] ?? items.length}`}>{t('review.go_back')}</a>
      </div>
    </Page>
  );
}

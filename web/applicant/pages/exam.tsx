import { useEffect, useState } from 'preact/hooks';
import { givenFor, progressOf } from '../../core/answers.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { GridIcon } from '../../ui/icons.tsx';
import { Navigator } from '../../ui/navigator.tsx';
import { go } from '../../ui/navigation.ts';
import { QuestionView } from '../../ui/question_view.tsx';
import { SyncBadge } from '../../ui/sync_badge.tsx';
import { TimeStrip, Timer } from '../../ui/timer.tsx';
import { t } from '../../ui/words.ts';
import { current } from '../current.ts';
import type { RunningAttempt } from '../running_attempt.ts';
import { Blocked } from './blocked.tsx';
import { HandingIn } from './handing_in.tsx';
import { Review } from './review.tsx';
import { useWakeLock } from '../wake_lock.ts';

/** The clock ticks here, so that a tick redraws nothing else. */
function Clock({ running }: { running: RunningAttempt }) {
  return <Timer seconds_left={running.seconds_left.value} time_limit_s={running.time_limit_s} />;
}

function Strip({ running }: { running: RunningAttempt }) {
  return <TimeStrip seconds_left={running.seconds_left.value} time_limit_s={running.time_limit_s} />;
}

function ExamBar({ running, title }: { running: RunningAttempt; title: string }) {
  const { answered } = progressOf(running.paper.items, running.answers.value);
  const total = running.paper.items.length;
  return (
    <header class="exam-bar">
      <div class="exam-bar-row">
        <div class="exam-place"><strong>{title}</strong><SyncBadge view={running.sync.value} /></div>
        <Clock running={running} />
      </div>
      <Strip running={running} />
      <svg class="progress" viewBox={`0 0 ${total} 1`} preserveAspectRatio="none" aria-hidden="true"><rect width={answered} height="1" /></svg>
    </header>
  );
}

function NotAccepted({ running }: { running: RunningAttempt }) {
  const aside = running.sync.value.aside;
  if (aside.length === 0) return null;
  const numbers = aside.map((entry) => running.paper.items.findIndex((item) => item.id === entry.item) + 1).filter((number) => number > 0);
  return <p class="notice warn">{t('exam.not_accepted', { questions: [...new Set(numbers)].join(', ') })}</p>;
}

function Question({ running, number }: { running: RunningAttempt; number: number }) {
  const [sheet, setSheet] = useState(false);
  const { items, language } = running.paper;
  const item = items[number - 1];
  const total = items.length;
  // The phone's Back button leads to another question, not to the sheet over it.
  useEffect(() => setSheet(false), [number]);
  if (!item) return null;
  const open = (step: number | 'review') => {
    setSheet(false);
    go(`/attempt/${running.id}/${step}`);
  };
  return (
    <>
      <ExamBar running={running} title={t('exam.position', { number, total })} />
      <main id="main" class="page exam">
        {running.sync.value.storage_broken && <p class="notice warn">{t('exam.storage_broken')}</p>}
        <NotAccepted running={running} />
        <QuestionView key={item.id} item={item} number={number} total={total} lang={language} given={givenFor(running.answers.value, item.id)}
          onAnswer={(answer) => running.give(item.id, answer)} onMark={(marked) => running.mark(item.id, marked)} />
      </main>
      <nav class="exam-steps" aria-label={t('exam.steps')}>
        {number > 1 ? <button type="button" class="button plain" onClick={() => open(number - 1)}>{t('exam.back')}</button> : <span />}
        <button type="button" class="button plain overview" aria-haspopup="dialog" onClick={() => setSheet(true)}><GridIcon />{t('exam.overview')}</button>
        <button type="button" class="button primary" onClick={() => open(number < total ? number + 1 : 'review')}>{number < total ? t('exam.next') : t('exam.review_short')}</button>
      </nav>
      {sheet && <Navigator items={items} answers={running.answers.value} current={number} onPick={open} onReview={() => open('review')} onClose={() => setSheet(false)} />}
    </>
  );
}

function ReviewStep({ running }: { running: RunningAttempt }) {
  const [asking, setAsking] = useState(false);
  const { unanswered } = progressOf(running.paper.items, running.answers.value);
  const handIn = () => (unanswered.length > 0 ? setAsking(true) : running.handIn());
  return (
    <>
      <ExamBar running={running} title={t('exam.review')} />
      <Review running={running} onHandIn={handIn} />
      {asking && (
        <Dialog title={t('hand_in.ask_title')} onClose={() => setAsking(false)}>
          <p>{t('hand_in.ask_text', { n: unanswered.length })}</p>
          <div class="actions">
            <button type="button" class="button primary" onClick={() => setAsking(false)}>{t('hand_in.go_back')}</button>
            <button type="button" class="button plain" onClick={() => { setAsking(false); running.handIn(); }}>{t('hand_in.anyway')}</button>
          </div>
        </Dialog>
      )}
    </>
  );
}

/** The first unanswered question, else the review. */
function firstStep(running: RunningAttempt): number | 'review' {
  return progressOf(running.paper.items, running.answers.value).unanswered[0] ?? 'review';
}

export function ExamPage({ running, step }: { running: RunningAttempt; step: string | undefined }) {
  const number = Number(step);
  const known = step === 'review' || (Number.isInteger(number) && number >= 1 && number <= running.paper.items.length);
  useWakeLock();
  useEffect(() => {
    if (!known) go(`/attempt/${running.id}/${firstStep(running)}`, 'replace');
  }, [known]);
  const { blocked, handing_in } = running.sync.value;
  if (blocked) return <Blocked running={running} problem={blocked} onEnded={() => { current.value = undefined; }} />;
  if (handing_in || running.time_is_up.value) return <HandingIn running={running} />;
  if (!known) return null;
  return step === 'review' ? <ReviewStep running={running} /> : <Question running={running} number={number} />;
}

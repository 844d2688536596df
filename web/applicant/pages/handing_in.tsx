import { Page } from '../../ui/page.tsx';
import { SyncBadge } from '../../ui/sync_badge.tsx';
import { clockTime, t } from '../../ui/words.ts';
import type { RunningAttempt } from '../running_attempt.ts';

/** Between the last answer and the result: what is still on its way, and until when. */
export function HandingIn({ running }: { running: RunningAttempt }) {
  const { state, pending } = running.sync.value;
  const time_is_up = running.time_is_up.value;
  const stuck = state === 'kept';
  return (
    <Page title={time_is_up ? t('expired.title') : t('hand_in.title')}>
      {time_is_up && <p class="lead">{t('expired.text')}</p>}
      <p><SyncBadge view={running.sync.value} /></p>
      {!stuck && <p>{t('hand_in.on_its_way')}</p>}
      {stuck && (
        <div class="notice warn">
          <p>{time_is_up ? t('expired.kept', { n: pending.length }) : t('hand_in.kept', { when: clockTime(Date.now() + running.seconds_left.value * 1000) })}</p>
          <button type="button" class="button plain" onClick={() => running.tryNow()}>{t('hand_in.try_now')}</button>
        </div>
      )}
      {stuck && time_is_up && <p>{t('expired.evidence')}</p>}
    </Page>
  );
}

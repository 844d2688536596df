import { useEffect, useRef, useState } from 'preact/hooks';
import type { OutboxView } from '../core/outbox.ts';
import { announce } from './live.tsx';
import { t } from './words.ts';

/** After this long without an answer from the server we say that the clock runs on. */
const silence_ms = 60_000;

function useSilence(view: OutboxView): boolean {
  const [, setTick] = useState(0);
  const kept = view.state === 'kept';
  useEffect(() => {
    if (!kept) return undefined;
    const timer = setInterval(() => setTick((tick) => tick + 1), 5000);
    return () => clearInterval(timer);
  }, [kept]);
  return kept && Date.now() - view.last_contact_ms > silence_ms;
}

function words(view: OutboxView, silent: boolean): string {
  if (view.storage_broken && view.state !== 'saved') return t('sync.not_kept');
  if (view.state === 'saved') return t('sync.saved');
  if (view.state === 'saving') return t('sync.saving');
  const kept = view.pending.length > 0 ? t('sync.kept', { n: view.pending.length }) : t('sync.hand_in_kept');
  return silent ? `${kept} ${t('sync.clock_runs')}` : kept;
}

/** Where the answers are, in words. Spoken only when they start or stop being kept on the phone. */
export function SyncBadge({ view }: { view: OutboxView }) {
  const text = words(view, useSilence(view));
  const kept = view.state === 'kept';
  const was_kept = useRef(kept);
  useEffect(() => {
    if (was_kept.current !== kept && (kept || view.state === 'saved')) {
      was_kept.current = kept;
      announce(text);
    }
  }, [kept, view.state]);
  return <span class={`badge ${view.state}`}><span class="dot" aria-hidden="true" />{text}</span>;
}

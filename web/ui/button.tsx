import type { ComponentChildren } from 'preact';
import { useRef, useState } from 'preact/hooks';

interface BusyButtonProps {
  label: string;
  /** Shown while the work runs. Buttons are never disabled: an impatient second tap does nothing. */
  busy: string;
  is_busy: boolean;
  kind?: 'primary' | 'plain';
  onClick?: () => void;
}

/** A submit button (no `onClick`) or an action that takes a while. */
export function BusyButton({ label, busy, is_busy, kind = 'primary', onClick }: BusyButtonProps) {
  return (
    <button type={onClick ? 'button' : 'submit'} class={`button ${kind}`} aria-busy={is_busy} onClick={onClick}>
      {is_busy ? busy : label}
    </button>
  );
}

/** Runs one piece of work at a time and tells whether it is running. */
export function useBusy(): [boolean, (work: () => Promise<void>) => Promise<void>] {
  const [is_busy, setBusy] = useState(false);
  const running = useRef(false);
  async function run(work: () => Promise<void>): Promise<void> {
    if (running.current) return;
    running.current = true;
    setBusy(true);
    try {
      await work();
    } finally {
      running.current = false;
      setBusy(false);
    }
  }
  return [is_busy, run];
}

export function LinkButton({ href, kind = 'plain', children }: { href: string; kind?: 'primary' | 'plain'; children: ComponentChildren }) {
  return <a class={`button ${kind}`} href={href}>{children}</a>;
}

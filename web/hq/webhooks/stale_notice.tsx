import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import type { Endpoint } from '../../core/staff_wire.ts';

/** Nothing was done, for somebody else was faster. Each newer state of the receiver takes the focus here. */
export function StaleNotice({ text, endpoint, children }: { text: string; endpoint: Endpoint; children?: ComponentChildren }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => box.current?.focus(), [endpoint]);
  return (
    <div class="notice outcome warn" tabIndex={-1} ref={box} role="alert">
      <p>{text}</p>
      {children}
    </div>
  );
}

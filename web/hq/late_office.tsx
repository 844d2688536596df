import type { Answer } from '../core/api.ts';
import type { Staff } from '../core/wire.ts';
import { useLoaded, Waiting } from '../ui/loaded.tsx';
import { Page } from '../ui/page.tsx';
import { h } from './words.ts';

type Office = typeof import('./office.tsx');

async function loadOffice(): Promise<Answer<Office>> {
  try {
    return { ok: true, value: await import('./office.tsx') };
  } catch {
    return { ok: false, problem: { code: 'network-down', status: 0, params: {}, errors: [] } };
  }
}

/** Approvals and webhooks come in a script of their own, so that the pass rates are not held up by them. */
export function LateOffice({ staff }: { staff: Staff }) {
  const { value, problem } = useLoaded('office', loadOffice);
  if (value) return <value.Office staff={staff} />;
  // Some browsers remember that a script could not be had: only a fresh page asks again.
  return <Page title={h('app.name')}><Waiting problem={problem} reload={() => location.reload()} /></Page>;
}

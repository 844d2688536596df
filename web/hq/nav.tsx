import type { Staff, StaffAct } from '../core/wire.ts';
import { h } from './words.ts';

interface Part { href: string; name: 'nav.rates' | 'nav.approvals' | 'nav.renewals' | 'nav.webhooks'; act: StaffAct }

const parts: readonly Part[] = [
  { href: '/hq/', name: 'nav.rates', act: 'read-reports' },
  { href: '/hq/approvals', name: 'nav.approvals', act: 'read-approvals' },
  { href: '/hq/renewals', name: 'nav.renewals', act: 'read-approvals' },
  { href: '/hq/webhooks', name: 'nav.webhooks', act: 'manage-webhooks' },
];

const partsFor = (staff: Staff) => parts.filter(({ act }) => staff.may.includes(act));

/** Where this person begins; undefined when nothing here is for them. */
export const firstPage = (staff: Staff): string | undefined => partsFor(staff)[0]?.href;

const isWithin = (path: string, href: string) => path === href || (href !== '/hq/' && path.startsWith(`${href}/`));

export function Nav({ staff, path }: { staff: Staff; path: string }) {
  return (
    <nav class="hq-nav" aria-label={h('nav')}>
      {partsFor(staff).map(({ href, name }) => (
        <a key={href} href={href} aria-current={isWithin(path, href) ? 'page' : undefined}>{h(name)}</a>
      ))}
    </nav>
  );
}

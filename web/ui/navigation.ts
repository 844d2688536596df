// The address bar as a signal, links without reloads, and where the focus goes.

import { signal } from '@preact/signals';

export interface Place { path: string; query: URLSearchParams }

function here(): Place {
  return { path: location.pathname, query: new URLSearchParams(location.search) };
}

export const place = signal<Place>(here());

/** False until the first change of place: on a fresh load the browser decides the focus. */
let moved = false;

/** Opens a place inside this site. `replace` leaves no way back to the present one. */
export function go(url: string, how: 'push' | 'replace' = 'push'): void {
  moved = true;
  if (how === 'push') history.pushState(null, '', url);
  else history.replaceState(null, '', url);
  place.value = here();
}

/** Heading first, scrolled to the top: what a new page means for eyes and screen readers. */
export function focusHeading(heading: HTMLElement | null): void {
  if (!moved || !heading) return;
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}

function linkOf(event: MouseEvent): HTMLAnchorElement | undefined {
  const plain = event.button === 0 && !event.defaultPrevented && !event.ctrlKey && !event.metaKey && !event.shiftKey && !event.altKey;
  const link = plain && event.target instanceof Element ? event.target.closest('a') : null;
  return link && link.origin === location.origin && !link.target && !link.hasAttribute('download') ? link : undefined;
}

/** Follows links whose path `isOurs` without a reload; the browser keeps all others. */
export function startNavigation(isOurs: (path: string) => boolean): void {
  addEventListener('popstate', () => {
    moved = true;
    place.value = here();
  });
  document.addEventListener('click', (event) => {
    const link = linkOf(event);
    if (!link || !isOurs(link.pathname) || link.getAttribute('href')?.startsWith('#')) return;
    event.preventDefault();
    go(link.pathname + link.search);
  });
}

import type { ComponentChildren } from 'preact';
import { useEffect, useRef } from 'preact/hooks';
import { focusHeading } from './navigation.ts';
import { t } from './words.ts';

interface PageProps {
  title: string;
  /** Above the heading, small. */
  kicker?: string;
  /** Below the heading, large. */
  lead?: string;
  class?: string;
  children?: ComponentChildren;
}

/** Main content under its heading, which gets the focus when the page appears. */
export function Page({ title, kicker, lead, class: extra, children }: PageProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  usePageTitle(title, heading);
  return (
    <main id="main" class={`page ${extra ?? ''}`}>
      <div class="page-head">
        {kicker && <p class="kicker">{kicker}</p>}
        <h1 ref={heading} tabIndex={-1}>{title}</h1>
        {lead && <p class="lead">{lead}</p>}
      </div>
      {children}
    </main>
  );
}

/** For pages that draw their own heading. */
export function usePageTitle(title: string, heading: { current: HTMLElement | null }): void {
  const app = t('app.name');
  useEffect(() => { document.title = `${title} – ${app}`; }, [title, app]);
  // Once: a change of language renames the page but must not take the focus away.
  useEffect(() => focusHeading(heading.current), []);
}

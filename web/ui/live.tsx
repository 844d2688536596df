// The only two places from which a screen reader is spoken to unasked.

import { signal } from '@preact/signals';

const polite = signal('');
const assertive = signal('');

function speak(region: typeof polite, text: string): void {
  region.value = '';
  // An empty moment in between makes the same words count as news.
  setTimeout(() => { region.value = text; }, 60);
}

export const announce = (text: string): void => speak(polite, text);
export const interrupt = (text: string): void => speak(assertive, text);

export function LiveRegions() {
  return (
    <>
      <div class="unseen" role="status">{polite}</div>
      <div class="unseen" role="alert">{assertive}</div>
    </>
  );
}

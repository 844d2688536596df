import { useEffect, useRef, useState } from 'preact/hooks';
import { announce } from '../../ui/live.tsx';
import { o } from '../office_words.ts';

/** Without the browser's clipboard (plain http) the text is selected, for the reader to copy. */
async function copied(text: string, element: HTMLElement | null): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    if (element) getSelection()?.selectAllChildren(element);
    return false;
  }
}

/** The secret of a receiver, which the server shows once and never again. */
export function SecretBox({ secret, onStored }: { secret: string; onStored: () => void }) {
  const text = useRef<HTMLElement>(null);
  const heading = useRef<HTMLHeadingElement>(null);
  const [said, setSaid] = useState('');
  useEffect(() => heading.current?.focus(), [secret]);
  const copy = async () => {
    const words = (await copied(secret, text.current)) ? o('secret.copied') : o('secret.selected');
    setSaid(words);
    announce(words);
  };
  return (
    <section class="notice secret" aria-labelledby="secret-title">
      <h2 id="secret-title" tabIndex={-1} ref={heading}>{o('secret.title')}</h2>
      <p>{o('secret.text')}</p>
      <p><code ref={text} class="secret-text">{secret}</code></p>
      {said && <p class="muted">{said}</p>}
      <div class="acts">
        <button type="button" class="button plain" onClick={() => void copy()}>{o('secret.copy')}</button>
        <button type="button" class="button plain" onClick={onStored}>{o('secret.stored')}</button>
      </div>
    </section>
  );
}

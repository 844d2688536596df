import { useEffect, useRef } from 'preact/hooks';
import { t } from './words.ts';

export interface FormError {
  /** Id of the field to go to; none for what concerns the whole form. */
  field?: string;
  text: string;
  /** A place that helps, instead of a field. */
  href?: string;
}

function Line({ error }: { error: FormError }) {
  const { field, text, href } = error;
  if (href) return <a href={href}>{text}</a>;
  if (!field) return <>{text}</>;
  const follow = (event: Event) => {
    event.preventDefault();
    document.getElementById(field)?.focus();
  };
  return <a href={`#${field}`} onClick={follow}>{text}</a>;
}

/** Everything that is wrong, on top, with the focus; each line leads to its field. Give a fresh array for each try. */
export function ErrorSummary({ errors }: { errors: readonly FormError[] }) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (errors.length > 0) box.current?.focus();
  }, [errors]);
  if (errors.length === 0) return null;
  return (
    <div class="error-summary" role="alert" tabIndex={-1} ref={box}>
      <h2>{t('errors.title')}</h2>
      <ul>{errors.map((error) => <li key={error.text}><Line error={error} /></li>)}</ul>
    </div>
  );
}

export function errorFor(errors: readonly FormError[], field: string): string | undefined {
  return errors.find((error) => error.field === field)?.text;
}

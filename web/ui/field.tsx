import type { ComponentChildren } from 'preact';
import { t } from './words.ts';

export interface FieldProps {
  id: string;
  label: string;
  hint?: string | undefined;
  error?: string | undefined;
  optional?: boolean;
}

/** What an input needs so that hint and error are read with it. */
export function described({ id, hint, error }: FieldProps) {
  const by = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(' ');
  return { id, name: id, 'aria-invalid': error ? ('true' as const) : undefined, 'aria-describedby': by || undefined };
}

export function Field({ children, ...field }: FieldProps & { children: ComponentChildren }) {
  const { id, label, hint, error, optional } = field;
  return (
    <div class={error ? 'field wrong' : 'field'}>
      <label for={id}>{label}{optional && <span class="optional"> {t('field.optional')}</span>}</label>
      {hint && <p class="hint" id={`${id}-hint`}>{hint}</p>}
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
      {children}
    </div>
  );
}

interface TextFieldProps extends FieldProps {
  value: string;
  onValue: (value: string) => void;
  /** False where an empty field says something, too; by default what is not optional is required. */
  required?: boolean;
  type?: string;
  autocomplete?: string;
  capitals?: 'words' | 'characters' | 'none';
}

export function TextField({ value, onValue, type = 'text', autocomplete, capitals, required = true, ...field }: TextFieldProps) {
  return (
    <Field {...field}>
      <input
        {...described(field)}
        type={type}
        value={value}
        autocomplete={autocomplete}
        autocapitalize={capitals}
        spellcheck={false}
        aria-required={required && !field.optional}
        onInput={(event) => onValue(event.currentTarget.value)}
      />
    </Field>
  );
}

interface SelectFieldProps extends FieldProps {
  value: string;
  onValue: (value: string) => void;
  /** The line for "nothing chosen yet"; none when there is always a choice. */
  placeholder?: string;
  choices: readonly { value: string; text: string; lang?: string }[];
}

export function SelectField({ value, onValue, placeholder, choices, ...field }: SelectFieldProps) {
  return (
    <Field {...field}>
      <select {...described(field)} value={value} onChange={(event) => onValue(event.currentTarget.value)}>
        {placeholder && <option value="">{placeholder}</option>}
        {choices.map((choice) => <option key={choice.value} value={choice.value} lang={choice.lang}>{choice.text}</option>)}
      </select>
    </Field>
  );
}

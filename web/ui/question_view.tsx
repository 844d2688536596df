// One question as the applicant sees it, wherever it is shown.

import { useRef, useState } from 'preact/hooks';
import { decimalOf, type Given } from '../core/answers.ts';
import type { ItemAnswer, PaperItem } from '../core/wire.ts';
import { usePageTitle } from './page.tsx';
import { FlagIcon } from './icons.tsx';
import { t } from './words.ts';

export interface QuestionViewProps {
  item: PaperItem;
  number: number;
  total: number;
  given: Given;
  /** Language of the paper, which may differ from that of the screen. */
  lang: string;
  onAnswer: (answer: ItemAnswer) => void;
  onMark: (marked: boolean) => void;
}

interface AnswerProps {
  item: PaperItem;
  answer: ItemAnswer;
  lang: string;
  onAnswer: (answer: ItemAnswer) => void;
}

interface OptionRowProps {
  type: 'radio' | 'checkbox';
  item: string;
  value: string;
  text: string;
  lang: string | undefined;
  chosen: boolean;
  onChoose: (chosen: boolean) => void;
}

function OptionRow({ type, item, value, text, lang, chosen, onChoose }: OptionRowProps) {
  return (
    <label class={chosen ? 'option chosen' : 'option'}>
      <input type={type} name={item} value={value} checked={chosen} onChange={(event) => onChoose(event.currentTarget.checked)} />
      <span lang={lang}>{text}</span>
    </label>
  );
}

function SingleAnswer({ item, answer, lang, onAnswer }: AnswerProps) {
  const chosen = answer && 'choice' in answer ? answer.choice : undefined;
  const own_words = item.kind === 'true_false';
  const options = own_words
    ? [{ id: 'true', text: t('question.true') }, { id: 'false', text: t('question.false') }]
    : item.options ?? [];
  return (
    <>
      {options.map(({ id, text }) => (
        <OptionRow key={id} type="radio" item={item.id} value={id} text={text} lang={own_words ? undefined : lang}
          chosen={chosen === id} onChoose={() => onAnswer({ choice: id })} />
      ))}
    </>
  );
}

function MultipleAnswer({ item, answer, lang, onAnswer }: AnswerProps) {
  const chosen = answer && 'choices' in answer ? answer.choices : [];
  const toggle = (id: string, on: boolean) => {
    const next = (item.options ?? []).map((option) => option.id).filter((other) => (other === id ? on : chosen.includes(other)));
    onAnswer(next.length > 0 ? { choices: next } : null);
  };
  return (
    <>
      {(item.options ?? []).map(({ id, text }) => (
        <OptionRow key={id} type="checkbox" item={item.id} value={id} text={text} lang={lang}
          chosen={chosen.includes(id)} onChoose={(on) => toggle(id, on)} />
      ))}
    </>
  );
}

/** What is not a number stays in the field, with a word about it, and counts as no answer. */
function NumericAnswer({ item, answer, lang, onAnswer }: AnswerProps) {
  const [typed, setTyped] = useState(answer && 'number' in answer ? answer.number : '');
  const wrong = typed.trim() !== '' && decimalOf(typed) === undefined;
  const type = (text: string) => {
    setTyped(text);
    const number = decimalOf(text);
    onAnswer(number === undefined ? null : { number });
  };
  return (
    <div class={wrong ? 'field wrong' : 'field'}>
      <div class="number-row">
        <input id="number" type="text" inputMode="decimal" autocomplete="off" value={typed} aria-labelledby="stem number-unit"
          aria-invalid={wrong ? 'true' : undefined} aria-describedby={wrong ? 'number-error' : undefined}
          onInput={(event) => type(event.currentTarget.value)} />
        <span id="number-unit" class="unit" lang={lang}>{item.unit}</span>
      </div>
      {wrong && <p class="field-error" id="number-error">{t('question.not_a_number')}</p>}
    </div>
  );
}

function instruction(item: PaperItem): string {
  switch (item.kind) {
    case 'single': return t('question.choose_one');
    case 'multiple': return t('question.choose_all');
    case 'true_false': return t('question.choose_true_false');
    case 'numeric': return t('question.write_number');
  }
}

export function QuestionView({ item, number, total, given, lang, onAnswer, onMark }: QuestionViewProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  // A cleared number field must forget what was typed; the round makes a new one.
  const [round, setRound] = useState(0);
  usePageTitle(t('exam.position', { number, total }), heading);
  const clear = () => {
    onAnswer(null);
    setRound(round + 1);
    heading.current?.focus();
  };
  const Body = item.kind === 'numeric' ? NumericAnswer : item.kind === 'multiple' ? MultipleAnswer : SingleAnswer;
  return (
    <div class="question">
      <fieldset>
        <legend>
          <h1 id="stem" ref={heading} tabIndex={-1} lang={lang}>{item.stem}</h1>
        </legend>
        <p class="instruction">{instruction(item)}</p>
        <Body key={`${item.id}-${round}`} item={item} answer={given.answer} lang={lang} onAnswer={onAnswer} />
      </fieldset>
      <div class="question-tools">
        <button type="button" class="tool" aria-pressed={given.marked} onClick={() => onMark(!given.marked)}>
          <FlagIcon />{t('question.mark')}
        </button>
        {given.answer !== null && <button type="button" class="tool" onClick={clear}>{t('question.clear')}</button>}
      </div>
    </div>
  );
}

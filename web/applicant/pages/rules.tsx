import { useState } from 'preact/hooks';
import type { Problem } from '../../core/api.ts';
import { inLanguage, pickLanguage } from '../../core/i18n.ts';
import type { Exam } from '../../core/wire.ts';
import { BusyButton, useBusy } from '../../ui/button.tsx';
import { ErrorSummary, errorFor, type FormError } from '../../ui/error_summary.tsx';
import { SelectField } from '../../ui/field.tsx';
import { useLoaded, Waiting } from '../../ui/loaded.tsx';
import { go } from '../../ui/navigation.ts';
import { Page } from '../../ui/page.tsx';
import { duration, language, languageName, problemText, shortMinutes, t } from '../../ui/words.ts';
import { obstacle } from '../obstacle.ts';
import { server } from '../server.ts';
import { askToSignIn, who } from '../who.ts';

function Facts({ exam }: { exam: Exam }) {
  const facts: [string, string][] = [
    [t('facts.questions'), String(exam.item_count)],
    [t('facts.time'), shortMinutes(exam.time_limit_s)],
    [t('facts.cut'), t('percent', { n: exam.cut_percent })],
    [t('facts.attempts_left'), String(exam.attempts_left ?? exam.attempts)],
  ];
  return <dl class="facts">{facts.map(([name, value]) => <div key={name}><dt>{name}</dt><dd>{value}</dd></div>)}</dl>;
}

function GoodToKnow({ exam }: { exam: Exam }) {
  const minimums = exam.sections.filter((section) => section.minimum);
  return (
    <>
      <h2>{t('rules.know_title')}</h2>
      <ul class="lines">
        {minimums.map((section) => (
          <li key={section.id}>{t('rules.know_minimum', { section: inLanguage(section.title, language.value), minimum: section.minimum ?? 0, count: section.item_count })}</li>
        ))}
        <li>{t('rules.know_start')}</li>
        <li>{t('rules.know_network')}</li>
        <li>{t('rules.know_late')}</li>
        {exam.waiting_time_s > 0 && <li>{t('rules.know_again', { wait: duration(exam.waiting_time_s) })}</li>}
        <li>{t('rules.know_stored')}</li>
      </ul>
    </>
  );
}

function RuleCard({ rule, accepted, error, onAccept }: { rule: Exam['rules'][number]; accepted: boolean; error: string | undefined; onAccept: (accepted: boolean) => void }) {
  const id = `rule-${rule.id}`;
  return (
    <section class={error ? 'rule wrong' : 'rule'} aria-labelledby={`${id}-title`}>
      <h3 id={`${id}-title`}>{inLanguage(rule.title, language.value)}</h3>
      <p id={`${id}-text`}>{inLanguage(rule.text, language.value)}</p>
      {error && <p class="field-error" id={`${id}-error`}>{error}</p>}
      <label class={accepted ? 'option chosen' : 'option'}>
        <input id={id} type="checkbox" checked={accepted} aria-invalid={error ? 'true' : undefined}
          aria-describedby={`${id}-title${error ? ` ${id}-error` : ''}`} onChange={(event) => onAccept(event.currentTarget.checked)} />
        <span>{t('rules.accept')}</span>
      </label>
    </section>
  );
}

function prepareErrors(problem: Problem): FormError[] {
  if (problem.code === 'already-approved') return [{ text: problemText(problem), href: '/me' }];
  return [{ text: problemText(problem) }];
}

/** All rules of this page were accepted, so the exam has others by now. */
const rules_moved = new Set(['rules-changed', 'rules-not-accepted']);

function RulesForm({ exam, onChanged }: { exam: Exam; onChanged: () => void }) {
  const [accepted, setAccepted] = useState<readonly string[]>([]);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [is_busy, run] = useBusy();
  const [exam_language, setExamLanguage] = useState(pickLanguage(exam.languages, [language.value, who.value?.language ?? 'en']));
  const why_not = obstacle(exam, who.value);
  const accept = (id: string, on: boolean) => setAccepted(on ? [...accepted, id] : accepted.filter((other) => other !== id));
  const submit = (event: Event) => {
    event.preventDefault();
    const open = exam.rules.filter((rule) => !accepted.includes(rule.id));
    setErrors(open.map((rule) => ({ field: `rule-${rule.id}`, text: t('rules.not_accepted', { rule: inLanguage(rule.title, language.value) }) })));
    if (open.length > 0) return;
    void run(async () => {
      // With the version of each text, so that nobody accepts one that he has not been shown.
      const answer = await server.prepare(exam.id, exam_language, exam.rules.map((rule) => `${rule.id}@${rule.version}`));
      if (answer.ok) return go(`/attempt/${answer.value.attempt.id}`);
      if (answer.problem.status === 401) return askToSignIn();
      if (rules_moved.has(answer.problem.code)) return onChanged();
      setErrors(prepareErrors(answer.problem));
    });
  };
  return (
    <>
      <ErrorSummary errors={errors} />
      {why_not && <p class="notice warn">{why_not}</p>}
      <Facts exam={exam} />
      <GoodToKnow exam={exam} />
      <form onSubmit={submit} noValidate>
        <h2>{t('rules.rules_title')}</h2>
        <p>{t('rules.rules_lead')}</p>
        {exam.rules.map((rule) => (
          <RuleCard key={rule.id} rule={rule} accepted={accepted.includes(rule.id)} error={errorFor(errors, `rule-${rule.id}`)} onAccept={(on) => accept(rule.id, on)} />
        ))}
        <SelectField id="exam-language" label={t('rules.language')} hint={t('rules.language_hint')} value={exam_language} onValue={setExamLanguage}
          choices={exam.languages.map((tag) => ({ value: tag, text: languageName(tag), lang: tag }))} />
        <BusyButton label={t('rules.submit')} busy={t('rules.preparing')} is_busy={is_busy} />
      </form>
    </>
  );
}

export function RulesPage({ params }: { params: Record<string, string> }) {
  const { value, problem, reload } = useLoaded('exams', server.exams);
  const [is_changed, setChanged] = useState(false);
  const exam = value?.exams.find((one) => one.id === params.exam);
  return (
    <Page title={t('rules.title')} kicker={exam ? inLanguage(exam.title, language.value) : t('app.name')}>
      {!value && <Waiting problem={problem} reload={reload} />}
      {value && !exam && <p class="notice bad">{t('error.exam-unknown')}</p>}
      {is_changed && <p class="notice warn" role="alert">{t('error.rules-changed')}</p>}
      {exam && <RulesForm exam={exam} onChanged={() => { setChanged(true); reload(); }} />}
    </Page>
  );
}

import { approvalsPage, everything } from '../core/approval_query.ts';
import { needs } from './needs.ts';
import { h } from './words.ts';

/** On every page: what must not wait until somebody happens to look. */
export function Alarms() {
  const { onboarding = 0, second_person = 0 } = needs.value ?? {};
  if (onboarding + second_person === 0) return null;
  return (
    <aside class="alarms" aria-label={h('alarms')}>
      {onboarding > 0 && (
        <p class="notice bad">
          {h('alarm.onboarding', { n: onboarding })} <a href={approvalsPage({ ...everything, need: 'onboarding' })}>{h('alarm.onboarding_link')}</a>
        </p>
      )}
      {second_person > 0 && (
        <p class="notice warn">
          {h('alarm.second_person', { n: second_person })} <a href={approvalsPage({ ...everything, need: 'second-person' })}>{h('alarm.second_person_link')}</a>
        </p>
      )}
    </aside>
  );
}

import { useState } from 'preact/hooks';
import { isPassing } from '../../core/api.ts';
import { reasons, stepOf, type Act, type ActKeys } from '../../core/approval_acts.ts';
import type { ApprovalStatus, Reason } from '../../core/staff_wire.ts';
import { BusyButton, useBusy } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { ErrorSummary, errorFor, type FormError } from '../../ui/error_summary.tsx';
import { SelectField } from '../../ui/field.tsx';
import { problemText, t } from '../../ui/words.ts';
import { office } from '../office_server.ts';
import { o } from '../office_words.ts';
import { reasonText } from './parts.tsx';

interface ActDialogProps {
  act: Act;
  approval: ApprovalStatus;
  etag: string;
  keys: ActKeys;
  onDone: (after: ApprovalStatus) => void;
  /** The approval has changed since it was shown: nothing was done. */
  onStale: () => void;
  onClose: () => void;
}

/** Asks for the reason and carries the act out. It stays open until an answer is there, so that a press may be repeated. */
export function ActDialog({ act, approval, etag, keys, onDone, onStale, onClose }: ActDialogProps) {
  // The second person confirms the first one's reason.
  const given = act === 'confirm' ? approval.revocation_requested?.reason : undefined;
  const [reason, setReason] = useState<Reason | undefined>(given);
  const [errors, setErrors] = useState<FormError[]>([]);
  const [is_busy, run] = useBusy();

  const carryOut = async (chosen: Reason) => {
    const wish = `${act} ${chosen} ${etag}`;
    const answer = await office.act({ approval: approval.id, step: stepOf(act), reason: chosen, etag, key: keys.keyFor(wish) });
    if (answer.ok || !isPassing(answer.problem)) keys.settle(wish);
    if (answer.ok) return onDone(answer.value);
    if (answer.problem.code === 'precondition-failed') return onStale();
    setErrors([{ text: problemText(answer.problem) }]);
  };
  const submit = (event: Event) => {
    event.preventDefault();
    if (!reason) return setErrors([{ field: 'reason', text: o('act.reason_required') }]);
    setErrors([]);
    void run(() => carryOut(reason));
  };
  return (
    <Dialog title={o(`act_title.${act}`)} onClose={onClose}>
      <ErrorSummary errors={errors} />
      <p>{o(`act_text.${act}`, { number: approval.number })}</p>
      <form onSubmit={submit} noValidate>
        {given
          ? <p>{o('act.same_reason', { reason: reasonText(given) })}</p>
          : <SelectField id="reason" label={o('act.reason')} value={reason ?? ''} placeholder={o('act.choose')} error={errorFor(errors, 'reason')}
              choices={reasons.map((one) => ({ value: one, text: reasonText(one) }))}
              onValue={(value) => setReason(reasons.find((one) => one === value))} />}
        <div class="actions">
          <BusyButton label={o(`act_submit.${act}`)} busy={t('sending')} is_busy={is_busy} />
          <button type="button" class="button plain" onClick={onClose}>{o('act.cancel')}</button>
        </div>
      </form>
    </Dialog>
  );
}

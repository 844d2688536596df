import type { HistoryLine } from '../../core/staff_wire.ts';
import { maybeO, o } from '../office_words.ts';
import { Moment, reasonText } from './parts.tsx';

function actorText({ actor, staff_name }: HistoryLine): string {
  return staff_name ?? maybeO(`actor.${actor}`) ?? actor;
}

export function HistoryLines({ lines }: { lines: readonly HistoryLine[] }) {
  return (
    <ol class="history">
      {lines.map((line) => (
        <li key={line.revision}>
          <strong>{o(`change.${line.change}`)}</strong>
          <span class="muted"><Moment at={line.at} /></span>
          <span class="history-why">{line.reason && <>{reasonText(line.reason)} · </>}<bdi>{actorText(line)}</bdi></span>
        </li>
      ))}
    </ol>
  );
}

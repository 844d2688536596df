/** A bar beside its words; the words carry the meaning. */
export function ScoreBar({ part, whole }: { part: number; whole: number }) {
  return (
    <svg class="score-bar" viewBox={`0 0 ${Math.max(1, whole)} 1`} preserveAspectRatio="none" aria-hidden="true">
      <rect width={part} height="1" />
    </svg>
  );
}

// All questions as a sheet of numbered cells; each says in words what it is.

import { useState } from 'preact/hooks';
import { givenFor, type Answers } from '../core/answers.ts';
import type { PaperItem } from '../core/wire.ts';
import { Dialog } from './dialog.tsx';
import { CheckIcon, CrossIcon, FlagIcon } from './icons.tsx';
import { t } from './words.ts';

type Filter = 'all' | 'unanswered' | 'marked';
const filters: readonly Filter[] = ['all', 'unanswered', 'marked'];

interface NavigatorProps {
  items: readonly PaperItem[];
  answers: Answers;
  current: number;
  onPick: (number: number) => void;
  onReview: () => void;
  onClose: () => void;
}

interface Cell { number: number; answered: boolean; marked: boolean }

function cellsOf(items: readonly PaperItem[], answers: Answers, filter: Filter): Cell[] {
  const cells = items.map((item, index) => {
    const given = givenFor(answers, item.id);
    return { number: index + 1, answered: given.answer !== null, marked: given.marked };
  });
  return cells.filter((cell) => filter === 'all' || (filter === 'marked' ? cell.marked : !cell.answered));
}

function cellName({ number, answered, marked }: Cell): string {
  const state = answered ? t('navigator.answered') : t('navigator.unanswered');
  return t('navigator.cell', { number, state }) + (marked ? t('navigator.and_marked') : '');
}

export function Navigator({ items, answers, current, onPick, onReview, onClose }: NavigatorProps) {
  const [filter, setFilter] = useState<Filter>('all');
  const cells = cellsOf(items, answers, filter);
  return (
    <Dialog title={t('navigator.title')} shape="sheet" onClose={onClose}>
      <button type="button" class="sheet-close" onClick={onClose}><CrossIcon /><span class="unseen">{t('close')}</span></button>
      <div class="filters" role="group" aria-label={t('navigator.filter')}>
        {filters.map((one) => (
          <button key={one} type="button" class="chip" aria-pressed={filter === one} onClick={() => setFilter(one)}>
            {t(`navigator.${one}`)} <span class="count">{cellsOf(items, answers, one).length}</span>
          </button>
        ))}
      </div>
      {cells.length === 0 && <p class="hint">{t('navigator.none')}</p>}
      <ol class="cells">
        {cells.map((cell) => (
          <li key={cell.number}>
            <button type="button" class={`cell ${cell.answered ? 'answered' : ''}`} aria-label={cellName(cell)}
              aria-current={cell.number === current ? 'step' : undefined} onClick={() => onPick(cell.number)}>
              <span>{cell.number}</span>
              <span class="cell-signs">{cell.answered && <CheckIcon />}{cell.marked && <FlagIcon />}</span>
            </button>
          </li>
        ))}
      </ol>
      <button type="button" class="button plain" onClick={onReview}>{t('exam.review')}</button>
    </Dialog>
  );
}

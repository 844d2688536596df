// What the applicant has answered: the server's responses, with the phone's
// unsent entries on top. An unsent entry is always the newer truth.

import type { Entry, ItemAnswer, PaperItem, SavedResponse } from './wire.ts';

export interface Given { answer: ItemAnswer; marked: boolean }
export type Answers = ReadonlyMap<string, Given>;

type Answered = Pick<SavedResponse | Entry, 'item' | 'answer' | 'marked'>;

/** Later lists win over earlier ones. */
export function overlay(...lists: (readonly Answered[])[]): Answers {
  const answers = new Map<string, Given>();
  for (const { item, answer, marked } of lists.flat()) answers.set(item, { answer, marked });
  return answers;
}

/** Of each item the response with the highest (epoch, revision), as the server keeps it. */
export function newest(...lists: (readonly SavedResponse[])[]): SavedResponse[] {
  const kept = new Map<string, SavedResponse>();
  for (const response of lists.flat()) {
    const other = kept.get(response.item);
    const newer = !other || response.epoch > other.epoch || (response.epoch === other.epoch && response.revision >= other.revision);
    if (newer) kept.set(response.item, response);
  }
  return [...kept.values()];
}

const nothing: Given = { answer: null, marked: false };

export function givenFor(answers: Answers, item: string): Given {
  return answers.get(item) ?? nothing;
}

export interface Progress { answered: number; unanswered: number[]; marked: number[] }

/** Counts, and the numbers (from 1) of the items that are unanswered or marked. */
export function progressOf(items: readonly PaperItem[], answers: Answers): Progress {
  const given = items.map((item) => givenFor(answers, item.id));
  const numbersWhere = (wanted: (one: Given) => boolean) => given.flatMap((one, index) => (wanted(one) ? [index + 1] : []));
  return {
    answered: given.filter((one) => one.answer !== null).length,
    unanswered: numbersWhere((one) => one.answer === null),
    marked: numbersWhere((one) => one.marked),
  };
}

/** A typed number as the server takes it (fixed point, `.`, at most 9 digits before and 6 after), undefined if it is not one. A comma is taken as the point. */
export function decimalOf(typed: string): string | undefined {
  const text = typed.trim().replace(',', '.').replace(/^[−–]/, '-').replace(/^\+/, '');
  if (!/^-?(\d{1,9}(\.\d{0,6})?|\.\d{1,6})$/.test(text)) return undefined;
  return text.replace(/^(-?)\./, '$10.').replace(/\.$/, '');
}

// What approvals wait for, counted by the server: the alarm on every page of HQ.

import { signal } from '@preact/signals';
import type { ApprovalNeeds } from '../core/staff_wire.ts';
import { askAsStaff } from './who.ts';

export const needs = signal<ApprovalNeeds | undefined>(undefined);

/** Without an answer the last figures stay. */
export async function countNeeds(): Promise<void> {
  const answer = await askAsStaff<ApprovalNeeds>('GET', '/api/v1/approval-needs');
  if (answer.ok) needs.value = answer.value;
}

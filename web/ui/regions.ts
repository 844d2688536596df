// Region lists, each level asked for once.

import type { Answer } from '../core/api.ts';
import type { Region } from '../core/wire.ts';
import { ask } from './phone.ts';

const asked = new Map<string, Promise<Answer<Region[]>>>();

async function askBelow(parent: string): Promise<Answer<Region[]>> {
  const query = parent === '' ? '' : `?parent=${encodeURIComponent(parent)}`;
  const answer = await ask<{ regions: Region[] }>('GET', `/api/v1/regions${query}`);
  if (answer.ok) return { ok: true, value: answer.value.regions };
  asked.delete(parent); // so that it is asked for again
  return answer;
}

/** The regions right below `parent`; '' gives the countries. */
export function regionsBelow(parent: string): Promise<Answer<Region[]>> {
  const answer = asked.get(parent) ?? askBelow(parent);
  asked.set(parent, answer);
  return answer;
}

/** The chain of regions from the country down to `code`, as far as it can be found. */
export async function regionChain(code: string): Promise<Answer<Region[]>> {
  const chain: Region[] = [];
  for (let parent = ''; ;) {
    const level = await regionsBelow(parent);
    if (!level.ok) return level;
    const here = level.value.find((region) => code === region.code || code.startsWith(`${region.code}-`));
    if (!here) return { ok: true, value: chain };
    chain.push(here);
    if (here.code === code || !here.has_children) return { ok: true, value: chain };
    parent = here.code;
  }
}

// Region lists, each level asked for once.

import type { Answer } from '../core/api.ts';
import type { Region } from '../core/wire.ts';
import { server } from './server.ts';

const known = new Map<string, Region[]>();

/** The regions right below `parent`; '' gives the countries. */
export async function regionsBelow(parent: string): Promise<Answer<Region[]>> {
  const list = known.get(parent);
  if (list) return { ok: true, value: list };
  const answer = await server.regions(parent);
  if (!answer.ok) return answer;
  known.set(parent, answer.value.regions);
  return { ok: true, value: answer.value.regions };
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

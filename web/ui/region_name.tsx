import { inLanguage } from '../core/i18n.ts';
import { useLoaded } from './loaded.tsx';
import { language } from './words.ts';
import { regionChain } from './regions.ts';

/** "Guangdong, China"; the bare code until the names are here. */
export function RegionName({ code }: { code: string }) {
  const { value } = useLoaded(code, () => regionChain(code));
  const names = (value ?? []).map((region) => inLanguage(region.name, language.value));
  const joined = language.value.startsWith('zh') ? names.join(' ') : [...names].reverse().join(', ');
  return <bdi>{joined || code}</bdi>;
}

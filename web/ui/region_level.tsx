import { inLanguage } from '../core/i18n.ts';
import { errorFor, type FormError } from './error_summary.tsx';
import { SelectField } from './field.tsx';
import { useLoaded, Waiting } from './loaded.tsx';
import { regionsBelow } from './regions.ts';
import { language, t } from './words.ts';

interface RegionLevelProps {
  /** Codes from the country down. */
  chosen: readonly string[];
  /** The line for "nothing chosen". */
  placeholder: string;
  /** Below the label of the first level. */
  hint?: string;
  level?: number;
  errors?: readonly FormError[];
  onRegions: (regions: string[]) => void;
}

/** One level of the region tree; the next one appears below it when there is one. Its id is `region-<level>`. */
export function RegionLevel({ level = 0, ...rest }: RegionLevelProps) {
  const { chosen, placeholder, hint, errors = [], onRegions } = rest;
  const parent = level === 0 ? '' : chosen[level - 1] ?? '';
  const { value, problem, reload } = useLoaded(`${level} ${parent}`, () => regionsBelow(parent));
  if (!value) return <Waiting problem={problem} reload={reload} />;
  const here = value.find((region) => region.code === chosen[level]);
  const choices = value
    .map((region) => ({ value: region.code, text: inLanguage(region.name, language.value) }))
    .sort((a, b) => a.text.localeCompare(b.text, language.value));
  const choose = (code: string) => onRegions([...chosen.slice(0, level), ...(code ? [code] : [])]);
  const id = `region-${level}`;
  return (
    <>
      <SelectField id={id} label={t(level === 0 ? 'register.country' : level === 1 ? 'register.province' : 'register.district')}
        hint={level === 0 ? hint : undefined} placeholder={placeholder}
        value={here?.code ?? ''} choices={choices} error={errorFor(errors, id)} onValue={choose} />
      {here?.has_children && <RegionLevel {...rest} key={here.code} level={level + 1} />}
    </>
  );
}

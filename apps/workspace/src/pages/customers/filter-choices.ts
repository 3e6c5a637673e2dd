import type { TFunction } from 'i18next';
import type { CustomerFilterOptions, CustomerFilters } from '@counterfoil/contracts/administration/customer-list';
import type { Language } from '@counterfoil/contracts/error-register';

/** A value to choose, as Mantine wants it. */
export interface Choice {
  readonly value: string;
  readonly label: string;
}

type Translate = TFunction<'customers'>;

/** Values of yes and no as they stand in a list of choices. */
const truth: Readonly<Record<string, boolean>> = { yes: true, no: false };

/** What a filter offers; null where a day is typed. */
export function choicesOf(
  name: keyof CustomerFilters,
  options: CustomerFilterOptions | undefined,
  {
    t,
    yes,
    no,
    language,
  }: { readonly t: Translate; readonly yes: string; readonly no: string; readonly language: Language },
): Choice[] | null {
  switch (name) {
    case 'createdFrom':
    case 'createdThrough':
      return null;
    case 'customerType':
      return (['person', 'organization'] as const).map((value) => ({ value, label: t(`type.${value}`) }));
    case 'countryRegion':
      return (options?.countryRegions ?? []).map((value) => ({ value, label: countryName(value, language) }));
    case 'legalEntity':
      return named(options?.legalEntities);
    case 'customerGroup':
      return named(options?.customerGroups);
    case 'affiliation':
      return named(options?.affiliations);
    case 'createdBy':
      return [...named(options?.channelDatabases), { value: 'headquarters', label: t('headquarters') }];
    default:
      return [
        { value: 'yes', label: yes },
        { value: 'no', label: no },
      ];
  }
}

function named(options: readonly { value: string; name: string }[] = []): Choice[] {
  return options.map(({ value, name }) => ({ value, label: name === value ? name : `${name} (${value})` }));
}

/** The name of a country, or its code where the browser knows none. */
export function countryName(code: string, language: Language): string {
  return new Intl.DisplayNames(language, { type: 'region', fallback: 'code' }).of(code) ?? code;
}

/** The value of a filter as it is chosen. */
export function chosenText(value: CustomerFilters[keyof CustomerFilters]): string | null {
  if (value === undefined) return null;
  return typeof value === 'boolean' ? (value ? 'yes' : 'no') : value;
}

/** What was chosen as the value of a filter. */
export function chosenValue(text: string | null): string | boolean | undefined {
  if (text === null || text === '') return undefined;
  return truth[text] ?? text;
}

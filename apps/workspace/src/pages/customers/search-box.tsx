import { Group, Select, TextInput } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SearchedBy, ShownCustomers } from '@counterfoil/contracts/administration/customer-list';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useDebouncedCallback } from '@mantine/hooks';
import { withSearch } from './shown-state.ts';

/** How long after the last key a search begins, in milliseconds. */
const typingPauseMs = 250;
/* As `searchedBy` of the contract: the schemas stay out of the page. */
const kinds = [
  'text',
  'name',
  'email',
  'phone',
  'accountNumber',
  'loyaltyCard',
  'identificationNumber',
  'address',
] as const satisfies readonly SearchedBy[];

interface SearchBoxProps {
  readonly shown: ShownCustomers;
  onChange(shown: ShownCustomers): void;
}

/** What to search for, and by what. */
export function SearchBox({ shown, onChange }: SearchBoxProps): ReactNode {
  const { t } = useTranslation('customers');
  const [by, setBy] = useState<SearchedBy>(shown.search?.by ?? 'text');
  const [typed, setTyped] = useState(shown.search?.for ?? '');
  const isGone = shown.search === undefined;
  const [wasGone, setWasGone] = useState(isGone);
  if (isGone !== wasGone) {
    setWasGone(isGone);
    // A saved view, a jump or the newest customers have ended the search.
    if (isGone && typed.trim() !== '') setTyped('');
  }
  const search = useDebouncedCallback((kind: SearchedBy, text: string) => {
    onChange(withSearch(shown, kind, text));
  }, typingPauseMs);
  return (
    <Group gap={0} className="customer-search" wrap="nowrap" role="search">
      <TextInput
        type="search"
        className="grow"
        aria-label={t('search')}
        placeholder={t('searchPlaceholder')}
        leftSection={<Icon name="search" sizePx={18} />}
        maxLength={200}
        value={typed}
        onChange={(event) => {
          setTyped(event.currentTarget.value);
          search(by, event.currentTarget.value);
        }}
      />
      <Select
        aria-label={t('searchBy')}
        w={200}
        allowDeselect={false}
        value={by}
        data={kinds.map((value) => ({ value, label: t(`by.${value}`) }))}
        onChange={(value) => {
          const kind = kinds.find((candidate) => candidate === value) ?? 'text';
          setBy(kind);
          if (typed.trim() !== '') search(kind, typed);
        }}
      />
    </Group>
  );
}

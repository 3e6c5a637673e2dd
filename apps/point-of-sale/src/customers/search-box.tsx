import { Chip, Group, Loader, SegmentedControl, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { remoteSearchCharacterCountMin } from '@counterfoil/contracts/real-time-service';
import type { TillSettings } from '@counterfoil/till/service/till-service';
import { touchTargetPx } from '@counterfoil/ui/theme';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { IconButton } from '@counterfoil/ui/icon-button.tsx';
import type { KeptSearch } from './kept-search.ts';
import { missingCharacterCount, type Criterion } from './search-question.ts';

/** A part of the search that shows and changes what is searched. */
export interface SearchPartProps {
  readonly search: KeptSearch;
  readonly onChange: (patch: Partial<KeptSearch>) => void;
}

/** Where the search is typed. */
export function SearchBox({
  search,
  onChange,
  isSearching,
}: SearchPartProps & { readonly isSearching: boolean }): ReactNode {
  const { t } = useTranslation('customers');
  const { criterion, typed } = search;
  const goToHits = useWayToHits(typed, isSearching);
  return (
    <TextInput
      data-search-box=""
      data-autofocus
      autoFocus
      type="text"
      inputMode="search"
      enterKeyHint="search"
      autoComplete="off"
      spellCheck={false}
      aria-label={criterion === 'text' ? t('search.box') : `${t('search.box')}: ${t(`criterion.${criterion}`)}`}
      placeholder={criterion === 'text' ? t('search.placeholder') : t(`criterion.${criterion}`)}
      value={typed}
      size="lg"
      leftSection={isSearching ? <Loader size="xs" /> : <Icon name="search" />}
      rightSection={
        typed !== '' && <IconButton icon="close" label={t('search.clear')} onClick={() => onChange({ typed: '' })} />
      }
      rightSectionWidth={touchTargetPx}
      onChange={(event) => onChange({ typed: event.currentTarget.value })}
      onKeyDown={goToHits}
    />
  );
}

/**
 * Down goes to the first hit; Enter takes the only one, or goes to the first to be chosen from. A scanner sends Enter
 * before the answer is there: it waits for it, so that nobody is taken whom an earlier text had found.
 */
function useWayToHits(typed: string, isSearching: boolean): (event: KeyboardEvent) => void {
  const awaited = useRef<string | null>(null);
  useEffect(() => {
    if (isSearching || awaited.current !== typed) return;
    awaited.current = null;
    goToFirstHit(true);
  }, [isSearching, typed]);
  return (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    if (isSearching) awaited.current = event.key === 'Enter' ? typed : null;
    else goToFirstHit(event.key === 'Enter');
  };
}

function goToFirstHit(takesOnly: boolean): void {
  const hits = document.querySelectorAll<HTMLElement>('[data-hit]:not(:disabled)');
  const [first] = hits;
  if (takesOnly && hits.length === 1) first?.click();
  else first?.focus();
}

/** Shortcuts to one property, in the order of the settings. */
export function CriterionChips({
  search,
  onChange,
  settings,
}: SearchPartProps & { readonly settings: TillSettings }): ReactNode {
  const { t } = useTranslation('customers');
  const criteria: readonly Criterion[] = ['text', ...settings.commerceParameters.searchCriteria];
  return (
    <Chip.Group
      value={search.criterion}
      onChange={(chosen) => onChange({ criterion: criteria.find((criterion) => criterion === chosen) ?? 'text' })}
    >
      <Group gap={6} role="radiogroup" aria-label={t('search.criteria')} className="search-chips">
        {criteria.map((criterion) => (
          <Chip
            key={criterion}
            value={criterion}
            size="md"
            variant="outline"
            styles={{ label: { height: touchTargetPx } }}
          >
            {criterion === 'text' ? t('search.anything') : t(`criterion.${criterion}`)}
          </Chip>
        ))}
      </Group>
    </Chip.Group>
  );
}

/** This store, or all of them, with the rule for the latter. */
export function ScopeSwitch({
  search,
  onChange,
  isReached,
}: SearchPartProps & { readonly isReached: boolean }): ReactNode {
  const { t } = useTranslation('customers');
  const missing = search.typed === '' ? 0 : missingCharacterCount(search.typed, search.criterion, search.scope);
  return (
    <Stack gap={4}>
      <SegmentedControl
        aria-label={t('search.scope')}
        value={search.scope}
        onChange={(scope) => onChange({ scope: scope === 'allStores' ? scope : 'store' })}
        disabled={!isReached}
        data={[
          { value: 'store', label: t('search.scopeStore') },
          { value: 'allStores', label: t('search.scopeAllStores') },
        ]}
      />
      <Text size="sm" className="quiet" aria-live="polite">
        {!isReached && t('search.allStoresOffline')}
        {isReached &&
          search.scope === 'allStores' &&
          t('search.allStoresRule', { min: remoteSearchCharacterCountMin })}{' '}
        {missing > 0 && t('search.typeMore', { count: missing })}
      </Text>
    </Stack>
  );
}

import './customers.css';
import { Chip, Group, Loader, Modal, SegmentedControl, Stack, Text, TextInput, Title } from '@mantine/core';
import { useEffect, useState, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { remoteSearchCharacterCountMin } from '@counterfoil/contracts/real-time-service';
import type { FoundCustomer, FoundCustomers, TillSettings, TillState } from '@counterfoil/till/service/till-service';
import { useNavigation } from '../navigation.ts';
import { touchTargetPx } from '../theme.ts';
import { useTill } from '../till/use-till.ts';
import { BigButton } from '../ui/big-button.tsx';
import { EmptyState } from '../ui/empty-state.tsx';
import { ErrorNotice, Notice } from '../ui/error-notice.tsx';
import { Icon } from '../ui/icons.tsx';
import { IconButton } from '../ui/icon-button.tsx';
import { useLanguage } from '../ui/language.ts';
import { useToast } from '../ui/toasts.tsx';
import { useAction } from '../ui/use-action.ts';
import { FoundList, ForeignList } from './found-customers.tsx';
import { isOnline } from './online.ts';
import { forgetSearch, keepSearch, keptSearch, type KeptSearch } from './kept-search.ts';
import { missingCharacterCount, type Criterion } from './search-question.ts';
import { suggestedCustomer } from './suggested-customer.ts';
import { useCustomerSearch } from './use-customer-search.ts';

interface CustomerSearchScreenProps {
  readonly settings: TillSettings;
  readonly state: TillState;
}

/** One search box for customers; who is picked goes to the open transaction (WD-06, WD-09). */
export function CustomerSearchScreen({ settings, state }: CustomerSearchScreenProps): ReactNode {
  const { t } = useTranslation('customers');
  const { go, back } = useNavigation();
  const isReached = isOnline(state.connection);
  const [search, setSearch] = useSearchBox(settings);
  const scope = isReached ? search.scope : 'store';
  const results = useCustomerSearch(search.typed, search.criterion, scope, state.connection.mode);
  const leave = (screen: Parameters<typeof go>[0]): void => {
    keepSearch(search);
    go(screen);
  };
  const create = (): void =>
    leave({ name: 'newCustomer', suggested: suggestedCustomer(search.typed, search.criterion) });
  return (
    <Stack className="customer-screen" gap="md" p="md" maw={960} mx="auto" w="100%">
      <Group justify="space-between" wrap="nowrap">
        <Group gap="xs" wrap="nowrap">
          <IconButton icon="arrowLeft" label={t('details.back')} onClick={back} />
          <Title order={1} size="h3">
            {t('search.title')}
          </Title>
        </Group>
        <BigButton icon="userAdd" variant="light" onClick={create}>
          {t('search.create')}
        </BigButton>
      </Group>
      <SearchBox search={search} onChange={setSearch} isSearching={results.isSearching} />
      <CriterionChips search={search} onChange={setSearch} settings={settings} />
      <ScopeSwitch search={{ ...search, scope }} onChange={setSearch} isReached={isReached} />
      <ErrorNotice error={results.error} />
      <Results
        search={{ ...search, scope }}
        found={results.found}
        isSearching={results.isSearching}
        isReached={isReached}
        onCreate={create}
        onDetails={(found) => leave({ name: 'customer', customerId: found.shown.customerId })}
      />
    </Stack>
  );
}

function useSearchBox(settings: TillSettings) {
  const [search, setSearch] = useState<KeptSearch>(
    () =>
      keptSearch() ?? {
        typed: '',
        criterion: 'text',
        scope: settings.channel.searchAllStoresByDefault ? 'allStores' : 'store',
      },
  );
  const change = (patch: Partial<KeptSearch>): void => setSearch((before) => ({ ...before, ...patch }));
  return [search, change] as const;
}

interface SearchPartProps {
  readonly search: KeptSearch;
  readonly onChange: (patch: Partial<KeptSearch>) => void;
}

function SearchBox({ search, onChange, isSearching }: SearchPartProps & { readonly isSearching: boolean }): ReactNode {
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
  const [awaited, setAwaited] = useState<string | null>(null);
  const isDue = awaited === typed && !isSearching;
  useEffect(() => {
    if (isDue) goToFirstHit(true);
  }, [isDue]);
  if (isDue) setAwaited(null);
  return (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    if (isSearching) setAwaited(event.key === 'Enter' ? typed : null);
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
function CriterionChips({
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

function ScopeSwitch({ search, onChange, isReached }: SearchPartProps & { readonly isReached: boolean }): ReactNode {
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
        styles={{ label: { minHeight: touchTargetPx - 8, display: 'grid', placeItems: 'center' } }}
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

interface ResultsProps {
  readonly search: KeptSearch;
  readonly found: FoundCustomers | null;
  readonly isSearching: boolean;
  readonly isReached: boolean;
  readonly onCreate: () => void;
  readonly onDetails: (found: FoundCustomer) => void;
}

function Results(props: ResultsProps): ReactNode {
  const { t } = useTranslation('customers');
  const { search, found, isSearching, onCreate } = props;
  if (!found) {
    return isSearching ? null : <EmptyState icon="userSearch" title={t('search.begin')} text={t('search.beginHint')} />;
  }
  const count = found.customers.length + found.elsewhere.length;
  return (
    <Stack gap="md">
      <Text role="status" size="sm" className="quiet">
        {isSearching ? t('search.searching') : t('search.count', { count })}
      </Text>
      {found.answeredBy === 'till' && (
        <Text size="sm" className="quiet">
          {t('search.answeredByTill')}
        </Text>
      )}
      {found.isTypoTolerant && count > 0 && <Notice tone="hint">{t('search.typoTolerant')}</Notice>}
      <FoundHere {...props} found={found} />
      {found.otherLegalEntities.length > 0 && <ForeignList customers={found.otherLegalEntities} />}
      {found.hasMore && <Text className="quiet">{t('search.hasMore')}</Text>}
      {count === 0 && !isSearching && (
        <EmptyState
          icon="userSearch"
          title={t('search.nobody', { typed: search.typed.trim() })}
          text={t('search.nobodyHint')}
        >
          <BigButton icon="userAdd" mt="sm" onClick={onCreate}>
            {t('search.createWith', { typed: search.typed.trim() })}
          </BigButton>
        </EmptyState>
      )}
    </Stack>
  );
}

function FoundHere({ found, isReached, onDetails }: ResultsProps & { readonly found: FoundCustomers }): ReactNode {
  const { t } = useTranslation('customers');
  const picking = usePick();
  const [asked, setAsked] = useState<FoundCustomer | null>(null);
  return (
    <>
      <ErrorNotice error={picking.error} />
      {found.customers.length > 0 && (
        <FoundList
          customers={found.customers}
          label={t('search.results')}
          onPick={(hit) => void picking.pick(hit)}
          onDetails={onDetails}
          isDisabled={picking.isBusy}
        />
      )}
      {found.elsewhere.length > 0 && (
        <Stack gap="xs">
          <Title order={2} size="h5">
            {t('search.elsewhere')}
          </Title>
          <Text size="sm" className="quiet">
            {isReached ? t('search.elsewhereHint') : t('search.needsOnline')}
          </Text>
          <FoundList
            customers={found.elsewhere}
            label={t('search.elsewhere')}
            onPick={setAsked}
            onDetails={null}
            isDisabled={!isReached || picking.isBusy}
          />
        </Stack>
      )}
      {asked && <BringHere asked={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

/** Puts who was picked on the open transaction and goes back to the sale. */
function usePick() {
  const { t } = useTranslation('customers');
  const till = useTill();
  const language = useLanguage();
  const toast = useToast();
  const { go } = useNavigation();
  const { isBusy, error, run } = useAction();
  const pick = async ({ shown }: Pick<FoundCustomer, 'shown'>): Promise<void> => {
    const isDone = await run(() => till.setCustomer(shown.customerId, language));
    if (!isDone) return;
    forgetSearch();
    toast({ text: t('details.added', { name: shown.display.name }), icon: 'check' });
    go({ name: 'sale' });
  };
  return { isBusy, error, pick };
}

/** Asks before a customer of other stores becomes known here (WD-08). */
function BringHere({ asked, onClose }: { readonly asked: FoundCustomer; readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('customers');
  const till = useTill();
  const language = useLanguage();
  const { go } = useNavigation();
  const { isBusy, error, run } = useAction();
  const { customerId, display } = asked.shown;
  const bring = async (): Promise<void> => {
    const isDone = await run(() => till.bringCustomerHere(customerId, language));
    if (isDone) go({ name: 'customer', customerId });
  };
  return (
    <Modal
      className="customer-screen"
      opened
      onClose={onClose}
      centered
      title={t('search.bringTitle')}
      closeButtonProps={{ 'aria-label': t('close'), size: touchTargetPx }}
    >
      <Stack gap="md">
        <Text>{t('search.bringText', { name: display.name, account: display.account })}</Text>
        <ErrorNotice error={error} />
        <Group justify="flex-end" gap="sm">
          <BigButton variant="default" onClick={onClose}>
            {t('form.cancel')}
          </BigButton>
          <BigButton data-autofocus loading={isBusy} onClick={() => void bring()}>
            {t('search.bringConfirm')}
          </BigButton>
        </Group>
      </Stack>
    </Modal>
  );
}

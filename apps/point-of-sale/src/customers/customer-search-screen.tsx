import './customers.css';
import { Group, Stack, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillSettings, TillState } from '@counterfoil/till/service/till-service';
import { useNavigation } from '../navigation.ts';
import { BigButton } from '../ui/big-button.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { IconButton } from '@counterfoil/ui/icon-button.tsx';
import { keepSearch, keptSearch, type KeptSearch } from './kept-search.ts';
import { isOnline } from './online.ts';
import { CriterionChips, ScopeSwitch, SearchBox } from './search-box.tsx';
import { SearchResults } from './search-results.tsx';
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
      <SearchResults
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

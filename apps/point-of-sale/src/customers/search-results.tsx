import { Group, Modal, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FoundCustomer, FoundCustomers } from '@counterfoil/till/service/till-service';
import { touchTargetPx } from '@counterfoil/ui/theme';
import { useTill } from '../till/use-till.ts';
import { BigButton } from '../ui/big-button.tsx';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useAction } from '@counterfoil/ui/use-action';
import { FoundList, ForeignList } from './found-customers.tsx';
import type { KeptSearch } from './kept-search.ts';
import { usePutOnTransaction } from './use-put-on-transaction.ts';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';

interface ResultsProps {
  readonly search: KeptSearch;
  readonly found: FoundCustomers | null;
  readonly isSearching: boolean;
  readonly isReached: boolean;
  readonly onCreate: () => void;
  readonly onDetails: (found: FoundCustomer) => void;
}

/** Who was found here, elsewhere and in other companies; or what to do when nobody was. */
export function SearchResults(props: ResultsProps): ReactNode {
  const { t } = useTranslation('customers');
  const { search, found, isSearching, isReached, onCreate } = props;
  if (!found) {
    return isSearching ? null : <EmptyState icon="userSearch" title={t('search.begin')} text={t('search.beginHint')} />;
  }
  const count = found.customers.length + found.elsewhere.length;
  /* Of this store the till knows as much as anybody. */
  const isLocalOnly = found.answeredBy === 'till' && (!isReached || search.scope === 'allStores');
  return (
    <Stack gap="md">
      <Text role="status" size="sm" className="quiet">
        {isSearching ? t('search.searching') : t('search.count', { count })}
      </Text>
      {isLocalOnly && (
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
  const picking = usePutOnTransaction();
  const [asked, setAsked] = useState<FoundCustomer | null>(null);
  return (
    <>
      <ErrorNotice error={picking.error} />
      {found.customers.length > 0 && (
        <FoundList
          customers={found.customers}
          label={t('search.results')}
          onPick={(hit) => void picking.put(hit.shown.customerId)}
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
      {asked && <BringHere asked={asked} onBrought={() => onDetails(asked)} onClose={() => setAsked(null)} />}
    </>
  );
}

interface BringHereProps {
  readonly asked: FoundCustomer;
  /** The customer is known here now. */
  readonly onBrought: () => void;
  readonly onClose: () => void;
}

/** Asks before a customer of other stores becomes known here (WD-08). */
function BringHere({ asked, onBrought, onClose }: BringHereProps): ReactNode {
  useReturnedFocus();
  const { t } = useTranslation('customers');
  const till = useTill();
  const language = useLanguage();
  const { isBusy, error, run } = useAction();
  const { customerId, display } = asked.shown;
  const bring = async (): Promise<void> => {
    const isDone = await run(() => till.bringCustomerHere(customerId, language));
    if (isDone) onBrought();
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

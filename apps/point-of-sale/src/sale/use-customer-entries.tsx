import { Modal, Stack } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { refuse, type CodedError } from '@counterfoil/contracts/refusal';
import type { ConnectionView, TillState } from '@counterfoil/till/service/till-service';
import { useNavigation } from '../navigation.ts';
import { BigButton } from '../ui/big-button.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';

/** The two ways from the sale to a customer. */
export interface CustomerEntries {
  search(): void;
  add(): void;
  /** The dialog that says why *Customer add* isn't possible and what to do instead; null while it is. */
  readonly refusal: ReactNode;
}

/** *Customer search* and *Customer add*; the latter is refused where customers can't be created now (SD-25). */
export function useCustomerEntries(state: TillState): CustomerEntries {
  const { go } = useNavigation();
  const [isRefused, setRefused] = useState(false);
  const error = creationRefusal(state.connection);
  return {
    search: () => go({ name: 'customerSearch' }),
    add: () => (error ? setRefused(true) : go({ name: 'newCustomer' })),
    refusal: isRefused && error && <RefusalDialog error={error} onClose={() => setRefused(false)} />,
  };
}

function creationRefusal({ mode, customerCreation, customerCreationReason }: ConnectionView): CodedError | null {
  const isOnline = mode === 'online' || mode === 'onlineProbed';
  if (isOnline || customerCreation === 'local') return null;
  return refuse(
    customerCreationReason === 'offlineUnsupported' ? 'till_offline' : 'customer_creation_offline_excluded',
  );
}

function RefusalDialog(props: { readonly error: CodedError; readonly onClose: () => void }): ReactNode {
  useReturnedFocus();
  const { t } = useTranslation('sale');
  return (
    <Modal opened onClose={props.onClose} title={t('customerAddRefused')} withCloseButton={false}>
      <Stack gap="md">
        <ErrorNotice error={props.error} />
        <BigButton onClick={props.onClose} data-autofocus>
          {t('goOnWithSale')}
        </BigButton>
      </Stack>
    </Modal>
  );
}

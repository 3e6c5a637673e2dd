import { Skeleton, Stack } from '@mantine/core';
import { useCallback, useState, type ReactNode } from 'react';
import type { TillSettings, TillState } from '@counterfoil/till/service/till-service';
import { useTill, useTillEvents } from '../till/use-till.ts';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useAsked } from '../ui/use-asked.ts';
import { CustomerDetailsView } from './customer-details-view.tsx';
import { hasLeftEdit } from './customer-draft.ts';
import { EditCustomerForm } from './edit-customer-form.tsx';

interface CustomerScreenProps {
  readonly customerId: string;
  readonly settings: TillSettings;
  readonly state: TillState;
}

/** A customer with everything known of it here, told anew as it changes; or its form. */
export function CustomerScreen(props: CustomerScreenProps): ReactNode {
  return <OneCustomer key={props.customerId} {...props} />;
}

function OneCustomer({ customerId, settings, state }: CustomerScreenProps): ReactNode {
  const till = useTill();
  const language = useLanguage();
  const { mode, queued, lastExchangeAt } = state.connection;
  /* With the connection change the history and what can be done now. */
  const moment = [mode, queued, lastExchangeAt].join(' ');
  const question = useCallback(
    () => till.customerDetails(customerId, language).then((details) => ({ details, moment })),
    [till, customerId, language, moment],
  );
  const { answer, error, again } = useAsked(question);
  const workerId = state.worker?.workerId ?? '';
  const [isEdited, setEdited] = useState(() => hasLeftEdit(customerId, workerId));
  useTillEvents((event) => {
    const concerns = event.kind === 'transactions' || (event.kind === 'customer' && event.customerId === customerId);
    if (concerns) again();
  });
  if (!answer) return error ? <ErrorNotice error={error} /> : <Loading />;
  if (isEdited) {
    const end = (): void => {
      setEdited(false);
      again();
    };
    return <EditCustomerForm details={answer.details} settings={settings} state={state} onEnd={end} />;
  }
  return (
    <>
      <ErrorNotice error={error} />
      <CustomerDetailsView
        details={answer.details}
        settings={settings}
        state={state}
        onEdit={() => setEdited(true)}
        onChanged={again}
      />
    </>
  );
}

function Loading(): ReactNode {
  return (
    <Stack p="md" gap="sm" maw={1100} mx="auto" aria-hidden="true">
      <Skeleton h={48} />
      <Skeleton h={320} />
    </Stack>
  );
}

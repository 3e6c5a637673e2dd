import { Skeleton, Stack } from '@mantine/core';
import type { ReactNode } from 'react';
import type { TillSettings, TillState } from '@counterfoil/till/service/till-service';
import { CustomerScreen } from '../customers/customer-screen.tsx';
import { CustomerSearchScreen } from '../customers/customer-search-screen.tsx';
import { NewCustomerScreen } from '../customers/new-customer-screen.tsx';
import type { Screen } from '../navigation.ts';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import type { Asked } from '../ui/use-asked.ts';

type ScreenOfCustomers = Extract<Screen, { name: 'customerSearch' | 'newCustomer' | 'customer' }>;

interface CustomerScreensProps {
  readonly screen: ScreenOfCustomers;
  readonly state: TillState;
  /** Whoever is typing goes on by the settings they began with. */
  readonly settings: Asked<TillSettings>;
}

/** The screens of customers, by the settings that the till acts on. */
export function CustomerScreens({ screen, state, settings: { answer, error } }: CustomerScreensProps): ReactNode {
  if (answer === null) return error ? <ErrorNotice error={error} /> : <Loading />;
  switch (screen.name) {
    case 'customerSearch':
      return <CustomerSearchScreen settings={answer} state={state} />;
    case 'newCustomer':
      return <NewCustomerScreen settings={answer} state={state} suggested={screen.suggested} />;
    case 'customer':
      return <CustomerScreen customerId={screen.customerId} settings={answer} state={state} />;
  }
}

function Loading(): ReactNode {
  return (
    <Stack p="md" gap="sm" maw={960} mx="auto" aria-hidden="true">
      <Skeleton h={48} />
      <Skeleton h={320} />
    </Stack>
  );
}

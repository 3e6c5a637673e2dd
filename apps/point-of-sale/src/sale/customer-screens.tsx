import { Skeleton, Stack } from '@mantine/core';
import { useMemo, type ReactNode } from 'react';
import type { TillSettings, TillState } from '@counterfoil/till/service/till-service';
import { CustomerScreen } from '../customers/customer-screen.tsx';
import { CustomerSearchScreen } from '../customers/customer-search-screen.tsx';
import { NewCustomerScreen } from '../customers/new-customer-screen.tsx';
import type { Screen } from '../navigation.ts';
import { useTill } from '../till/use-till.ts';
import { ErrorNotice } from '../ui/error-notice.tsx';
import { useAsked } from '../ui/use-asked.ts';

type ScreenOfCustomers = Extract<Screen, { name: 'customerSearch' | 'newCustomer' | 'customer' }>;

interface CustomerScreensProps {
  readonly screen: ScreenOfCustomers;
  readonly state: TillState;
}

/** The screens of customers, by the settings that the till acts on. */
export function CustomerScreens({ screen, state }: CustomerScreensProps): ReactNode {
  const till = useTill();
  const version = state.connection.configurationVersion;
  // A new version of the configuration may bring other settings.
  const question = useMemo(() => () => till.settings().then((settings) => ({ settings, version })), [till, version]);
  const { answer, error } = useAsked(question);
  // Whoever is typing goes on by the settings they began with.
  if (answer) return <OneScreen screen={screen} state={state} settings={answer.settings} />;
  return error ? <ErrorNotice error={error} /> : <Loading />;
}

function OneScreen(props: CustomerScreensProps & { readonly settings: TillSettings }): ReactNode {
  const { screen, state, settings } = props;
  switch (screen.name) {
    case 'customerSearch':
      return <CustomerSearchScreen settings={settings} state={state} />;
    case 'newCustomer':
      return <NewCustomerScreen settings={settings} state={state} suggested={screen.suggested} />;
    case 'customer':
      return <CustomerScreen customerId={screen.customerId} settings={settings} state={state} />;
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

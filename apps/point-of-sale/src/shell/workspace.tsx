import { useHotkeys } from '@mantine/hooks';
import { useMemo, type ReactNode } from 'react';
import type { TillSettings, TillState } from '@counterfoil/till/service/till-service';
import { useNavigation, type Screen } from '../navigation.ts';
import { CustomerScreens } from '../sale/customer-screens.tsx';
import { ReceiptScreen } from '../sale/receipt-screen.tsx';
import { SaleScreen } from '../sale/sale-screen.tsx';
import { ShiftScreen } from '../sale/shift-screen.tsx';
import { TransactionsScreen } from '../sale/transactions-screen.tsx';
import { useTill } from '../till/use-till.ts';
import { useAsked, type Asked } from '../ui/use-asked.ts';
import { ConnectionStatus } from './connection-status.tsx';
import { Header } from './header.tsx';
import { StorageBanner } from './storage-banner.tsx';
import { useTouch } from './use-touch.ts';

/** Everything that a signed-in worker works with. */
export function Workspace({ state }: { readonly state: TillState }): ReactNode {
  const { screen, below } = useNavigation();
  const till = useTill();
  // Asked once here, so that the screens of customers are there at once when somebody begins to type.
  const settings = useSettings(state.connection.configurationVersion);
  useTouch();
  useHotkeys([['F9', () => void till.signOut()]], []);
  const isStatusOpen = screen.name === 'connectionStatus';
  return (
    <div className="workspace">
      <Header state={state} />
      <StorageBanner state={state} />
      <main className="workspace-main">
        <ShownScreen screen={isStatusOpen ? below : screen} state={state} settings={settings} />
      </main>
      {isStatusOpen && <ConnectionStatus state={state} />}
    </div>
  );
}

/** The settings of forms, asked anew whenever another version of the configuration has come. */
function useSettings(configurationVersion: number): Asked<TillSettings> {
  const till = useTill();
  const question = useMemo(
    () => (): Promise<TillSettings> => till.settings().then((settings) => ({ ...settings, configurationVersion })),
    [till, configurationVersion],
  );
  return useAsked(question);
}

interface ShownScreenProps {
  readonly screen: Screen;
  readonly state: TillState;
  readonly settings: Asked<TillSettings>;
}

function ShownScreen({ screen, state, settings }: ShownScreenProps): ReactNode {
  switch (screen.name) {
    case 'transactions':
      return <TransactionsScreen />;
    case 'receipt':
      return <ReceiptScreen transactionId={screen.transactionId} />;
    case 'shift':
      return <ShiftScreen state={state} />;
    case 'customerSearch':
    case 'newCustomer':
    case 'customer':
      return <CustomerScreens screen={screen} state={state} settings={settings} />;
    case 'sale':
    case 'connectionStatus':
      return <SaleScreen state={state} />;
  }
}

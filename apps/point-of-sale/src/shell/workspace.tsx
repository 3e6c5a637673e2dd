import { useHotkeys } from '@mantine/hooks';
import type { ReactNode } from 'react';
import type { TillState } from '@counterfoil/till/service/till-service';
import { useNavigation, type Screen } from '../navigation.ts';
import { CustomerScreens } from '../sale/customer-screens.tsx';
import { ReceiptScreen } from '../sale/receipt-screen.tsx';
import { SaleScreen } from '../sale/sale-screen.tsx';
import { ShiftScreen } from '../sale/shift-screen.tsx';
import { TransactionsScreen } from '../sale/transactions-screen.tsx';
import { useTill } from '../till/use-till.ts';
import { ConnectionStatus } from './connection-status.tsx';
import { Header } from './header.tsx';
import { StorageBanner } from './storage-banner.tsx';
import { useTouch } from './use-touch.ts';

/** Everything that a signed-in worker works with. */
export function Workspace({ state }: { readonly state: TillState }): ReactNode {
  const { screen, below } = useNavigation();
  const till = useTill();
  useTouch();
  useHotkeys([['F9', () => void till.signOut()]], []);
  const isStatusOpen = screen.name === 'connectionStatus';
  return (
    <div className="workspace">
      <Header state={state} />
      <StorageBanner state={state} />
      <main className="workspace-main">
        <ShownScreen screen={isStatusOpen ? below : screen} state={state} />
      </main>
      {isStatusOpen && <ConnectionStatus state={state} />}
    </div>
  );
}

function ShownScreen({ screen, state }: { readonly screen: Screen; readonly state: TillState }): ReactNode {
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
      return <CustomerScreens screen={screen} state={state} />;
    case 'sale':
    case 'connectionStatus':
      return <SaleScreen state={state} />;
  }
}

import { useState, type ReactNode } from 'react';
import type { TillState } from '@counterfoil/till/service/till-service';
import { useShortcuts } from '../ui/use-shortcuts.ts';
import { Catalogue } from './catalogue.tsx';
import { OpenShiftCard } from './open-shift-card.tsx';
import { OrderDialog } from './order-dialog.tsx';
import { PayDialog } from './pay-dialog.tsx';
import { TransactionPanel } from './transaction-panel.tsx';
import { useCustomerEntries } from './use-customer-entries.tsx';
import { useSaleActions } from './use-sale-actions.ts';

/** The open transaction beside the catalogue. */
export function SaleScreen({ state }: { readonly state: TillState }): ReactNode {
  const [dialog, setDialog] = useState<'pay' | 'order' | null>(null);
  const sale = useSaleActions();
  const customers = useCustomerEntries(state);
  const { transaction } = state;
  const hasLines = transaction !== null && transaction.lines.length > 0;
  const open = (name: 'pay' | 'order') => (): void => {
    if (hasLines) setDialog(name);
  };
  useShortcuts({ F2: customers.search, F3: customers.add, F4: open('pay'), F6: open('order') });
  return (
    <div className="sale">
      <TransactionPanel state={state} sale={sale} customers={customers} onPay={open('pay')} onOrder={open('order')} />
      {state.shift ? <Catalogue state={state} sale={sale} /> : <OpenShiftCard />}
      {dialog === 'pay' && transaction && <PayDialog transaction={transaction} onClose={() => setDialog(null)} />}
      {dialog === 'order' && transaction && <OrderDialog transaction={transaction} onClose={() => setDialog(null)} />}
      {customers.refusal}
    </div>
  );
}

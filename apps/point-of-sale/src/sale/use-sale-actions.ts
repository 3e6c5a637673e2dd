import { useMemo } from 'react';
import type { Language } from '@counterfoil/contracts/error-register';
import type { TillService } from '@counterfoil/till/service/till-service';
import { ids } from '../browser-seams.ts';
import { useTill } from '../till/use-till.ts';
import { useLanguage } from '@counterfoil/ui/language';
import { useAction, type Action } from '@counterfoil/ui/use-action';

/** What is done to the open transaction; the state of the till tells what became of it. */
export interface SaleActions {
  readonly action: Action;
  add(itemId: string): void;
  change(lineId: string, quantity: string): void;
  remove(lineId: string): void;
  clearCustomer(): void;
}

/** The changes of the open transaction, with why the last one was refused. */
export function useSaleActions(): SaleActions {
  const till = useTill();
  const action = useAction();
  const { run } = action;
  const language = useLanguage();
  const changes = useMemo(() => changesBy(till, language, (work) => void run(work)), [till, language, run]);
  return { ...changes, action };
}

function changesBy(
  till: TillService,
  language: Language,
  run: (work: () => Promise<unknown>) => void,
): Omit<SaleActions, 'action'> {
  return {
    // The identifier is made before the call, so that a call that is repeated adds one line.
    add(itemId) {
      const line = { lineId: ids.uuid(), itemId, quantity: '1' };
      run(() => till.addLine(line));
    },
    change: (lineId, quantity) => run(() => till.changeQuantity(lineId, quantity)),
    remove: (lineId) => run(() => till.removeLine(lineId)),
    clearCustomer: () => run(() => till.setCustomer(null, language)),
  };
}

import type { Checkout, OpenTransaction } from '@counterfoil/till/service/till-service';
import { useNavigation } from '../navigation.ts';
import { useTill } from '../till/use-till.ts';
import { useLanguage } from '@counterfoil/ui/language';
import { useAction, type Action } from '@counterfoil/ui/use-action';

/**
 * Ends the transaction on the screen and goes on to its receipt. The call names it: another tab that takes the till over
 * may repeat the call, and answers the receipt of the same sale.
 */
export function useCheckout({ transactionId }: Pick<OpenTransaction, 'transactionId'>): {
  readonly action: Action;
  finish(checkout: Checkout): void;
} {
  const till = useTill();
  const language = useLanguage();
  const { go } = useNavigation();
  const action = useAction();
  const finish = (checkout: Checkout): void =>
    void action.run(async () => {
      const receipt = await till.checkout({ transactionId, ...checkout }, language);
      go({ name: 'receipt', transactionId: receipt.transactionId });
    });
  return { action, finish };
}

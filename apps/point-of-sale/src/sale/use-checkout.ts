import type { Checkout } from '@counterfoil/till/service/till-service';
import { useNavigation } from '../navigation.ts';
import { useTill } from '../till/use-till.ts';
import { useLanguage } from '../ui/language.ts';
import { useAction, type Action } from '../ui/use-action.ts';

/** Ends the open transaction and goes on to its receipt. */
export function useCheckout(): { readonly action: Action; finish(checkout: Checkout): void } {
  const till = useTill();
  const language = useLanguage();
  const { go } = useNavigation();
  const action = useAction();
  const finish = (checkout: Checkout): void =>
    void action.run(async () => {
      const { transactionId } = await till.checkout(checkout, language);
      go({ name: 'receipt', transactionId });
    });
  return { action, finish };
}

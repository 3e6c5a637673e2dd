import { useTranslation } from 'react-i18next';
import type { CodedError } from '@counterfoil/contracts/refusal';
import { useNavigation } from '../navigation.ts';
import { useTill } from '../till/use-till.ts';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { forgetSearch } from './kept-search.ts';

/** Puts a known customer on the open transaction, says so, and goes back to the sale. */
export interface PutOnTransaction {
  readonly isBusy: boolean;
  readonly error: CodedError | null;
  put(customerId: string): Promise<void>;
}

/** The way from any screen of customers back to the sale, with the customer. */
export function usePutOnTransaction(): PutOnTransaction {
  const { t } = useTranslation('customers');
  const till = useTill();
  const language = useLanguage();
  const toast = useToast();
  const { home } = useNavigation();
  const { isBusy, error, run } = useAction();
  const put = async (customerId: string): Promise<void> => {
    let name = '';
    const isDone = await run(async () => {
      const { customer } = await till.setCustomer(customerId, language);
      name = customer?.display.name ?? '';
    });
    if (!isDone) return;
    forgetSearch();
    toast({ text: t('details.added', { name }), icon: 'check' });
    home();
  };
  return { isBusy, error, put };
}

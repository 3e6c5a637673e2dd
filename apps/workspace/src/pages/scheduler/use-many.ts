import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CodedError } from '@counterfoil/contracts/refusal';
import { codedErrorOf } from '@counterfoil/ui/coded-error';
import { problemText } from '@counterfoil/ui/error-notice.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useReadAgain } from '../../api/use-reading.ts';

/** Something done to one session or many. */
export interface ManyAction {
  readonly isBusy: boolean;
  /** What was refused, in a sentence; null after success. */
  readonly refusal: string | null;
  run(ids: readonly string[], act: (id: string) => Promise<unknown>): Promise<void>;
}

/** Does the same to sessions one after the other; a refusal of one doesn't keep the others. */
export function useMany(): ManyAction {
  const { t } = useTranslation('scheduler');
  const language = useLanguage();
  const toast = useToast();
  const readAgain = useReadAgain();
  const [isBusy, setBusy] = useState(false);
  const [refusal, setRefusal] = useState<string | null>(null);
  const run: ManyAction['run'] = async (ids, act) => {
    setBusy(true);
    const errors: CodedError[] = [];
    for (const id of ids) {
      try {
        await act(id);
      } catch (error) {
        errors.push(codedErrorOf(error));
      }
    }
    const [first] = errors;
    const reason = first?.problems[0] ? problemText(first.problems[0], language) : '';
    setRefusal(first ? t('refused', { count: errors.length, reason }) : null);
    const doneCount = ids.length - errors.length;
    if (doneCount > 0) toast({ text: t('done', { count: doneCount }), icon: 'check' });
    await readAgain('sessions');
    setBusy(false);
  };
  return { isBusy, refusal, run };
}

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { JobRun } from '@counterfoil/contracts/administration/batch-jobs';
import { numberText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { batchTexts } from '../../texts/batch.ts';

type FigureName = keyof typeof batchTexts.en.figure;

/** What a run counted, in words; what is zero is left out, unless everything is. */
export function FiguresText({ figures }: { readonly figures: JobRun['result'] }): ReactNode {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  const entries = Object.entries(figures);
  const shown = entries.filter(([, figure]) => figure !== 0);
  return (shown.length > 0 ? shown : entries)
    .map(([name, figure]) => {
      const own = name.split('.').at(-1) ?? name;
      const label = isFigureName(own) ? t(`figure.${own}`) : name;
      return typeof figure === 'number' ? `${numberText(figure, language)} ${label}` : `${label}: ${figure}`;
    })
    .join(', ');
}

function isFigureName(name: string): name is FigureName {
  return name in batchTexts.en.figure;
}

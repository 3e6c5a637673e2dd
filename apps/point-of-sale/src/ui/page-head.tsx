import { Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigation } from '../navigation.ts';
import { IconButton } from '@counterfoil/ui/icon-button.tsx';

/** The title of a page with the way back, which an installed app has nowhere else. */
export function PageHead({ title }: { readonly title: string }): ReactNode {
  const { t } = useTranslation('shell');
  const { back } = useNavigation();
  return (
    <div className="page-head">
      <IconButton icon="arrowLeft" label={t('back')} onClick={back} />
      <Title order={1} size="h2">
        {title}
      </Title>
    </div>
  );
}

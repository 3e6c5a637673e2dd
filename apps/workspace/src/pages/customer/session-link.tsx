import { Anchor } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** A link to a download session that holds the customer up. */
export function SessionLink({ session }: { readonly session: string }): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <Anchor component={Link} {...{ to: '/download-sessions' }} underline="always">
      {t('trace.toSession', { session })}
    </Anchor>
  );
}

import { ActionIcon } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { numberText } from '@counterfoil/ui/formats';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { touchTargetPx } from '@counterfoil/ui/theme';
import { readAlerts } from '../../api/alerts.ts';
import { useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import './batch.css';

/** How many alerts wait for somebody, at the head of every page. */
export function AlertBell(): ReactNode {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  const mayRead = useMay()('listAlerts');
  const reading = useReading({
    topic: 'alerts',
    key: ['open'],
    read: (signal) => readAlerts('open', null, signal),
    isWanted: mayRead,
  });
  if (!mayRead) return null;
  const count = reading.data?.unacknowledgedCount ?? 0;
  return (
    <ActionIcon
      component={Link}
      to="/alerts"
      className="bell"
      variant="subtle"
      color="gray"
      size={touchTargetPx}
      aria-label={count === 0 ? t('bell') : t('bellCount', { count })}
    >
      <Icon name="bell" />
      {count > 0 && <span className="bell-count">{numberText(count, language)}</span>}
    </ActionIcon>
  );
}

import { Badge, Button, Paper, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { EventSubscriptionState } from '@counterfoil/contracts/administration/event-subscriptions';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { dateTimeText, numberText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useAction } from '@counterfoil/ui/use-action';
import { createEventSecret, readEventSubscriptions, resumeEventSubscription } from '../../api/channel-setup.ts';
import { useReadAgain, useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import type { PanelProps, SettingParts } from '../../ui/setting-form/setting-pages.ts';
import { ShownOnce } from './shown-once.tsx';

/** How deliveries stand, the secret, and the way on after a rest; only for those who may see it. */
function DeliveryPanel({ settingKey: [id = ''], mayChange }: PanelProps): ReactNode {
  const { t } = useTranslation('setup');
  const isWanted = useMay()('listEventSubscriptions') && mayChange;
  const reading = useReading({
    topic: 'settings',
    key: ['eventSubscriptions'],
    read: readEventSubscriptions,
    isWanted,
  });
  if (!isWanted) return null;
  return (
    <Paper withBorder p="md" component="section" aria-label={t('deliveries')}>
      <Title order={2} size="h4" mb="xs">
        {t('deliveries')}
      </Title>
      <AnswerState reading={reading}>
        {({ eventSubscriptions }) => {
          const found = eventSubscriptions.find((listed) => listed.eventSubscriptionId === id);
          return found ? <Deliveries subscription={found} /> : null;
        }}
      </AnswerState>
    </Paper>
  );
}

const stateColors = {
  off: 'gray',
  secretMissing: 'yellow',
  suspended: 'red',
  retrying: 'yellow',
  delivering: 'teal',
} as const;

function Deliveries({ subscription }: { readonly subscription: EventSubscriptionState }): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const { state, deliveredCount, lastDeliveredAt, nextTryAt, lastError } = subscription;
  return (
    <Stack gap="sm">
      <Facts>
        <Fact name={t('state')}>
          <Badge variant="light" color={stateColors[state]} tt="none">
            {t(`deliveryState.${state}`)}
          </Badge>
        </Fact>
        <Fact name={t('deliveredCount')}>{numberText(deliveredCount, language)}</Fact>
        <Fact name={t('lastDelivered')}>
          {lastDeliveredAt === null ? t('never') : dateTimeText(lastDeliveredAt, language)}
        </Fact>
        {nextTryAt !== null && <Fact name={t('nextTry')}>{dateTimeText(nextTryAt, language)}</Fact>}
      </Facts>
      {lastError && <Notice tone="problem">{lastError.message}</Notice>}
      <DeliveryActions subscription={subscription} />
    </Stack>
  );
}

function DeliveryActions({ subscription }: { readonly subscription: EventSubscriptionState }): ReactNode {
  const { t } = useTranslation('setup');
  const { eventSubscriptionId, state } = subscription;
  const [secret, setSecret] = useState<string | null>(null);
  const action = useAction();
  const readAgain = useReadAgain();
  const makeSecret = (): Promise<boolean> =>
    action.run(async () => {
      setSecret((await createEventSecret(eventSubscriptionId)).secret);
      await readAgain('settings');
    });
  const resume = (): Promise<boolean> =>
    action.run(async () => {
      await resumeEventSubscription(eventSubscriptionId);
      await readAgain('settings');
    });
  return (
    <Stack gap={6} align="flex-start">
      <Text size="sm">{t('secretHelp')}</Text>
      <Button variant="default" size="xs" loading={action.isBusy} onClick={() => void makeSecret()}>
        {t(state === 'secretMissing' ? 'makeSecret' : 'replaceSecret')}
      </Button>
      {secret !== null && <ShownOnce label={t('secret')} secret={secret} />}
      {state === 'suspended' && (
        <Button size="xs" loading={action.isBusy} onClick={() => void resume()}>
          {t('resume')}
        </Button>
      )}
      <ErrorNotice error={action.error} />
    </Stack>
  );
}

/** What an event subscription has beyond its fields. */
export const eventSubscriptionParts: SettingParts = { Panel: DeliveryPanel };

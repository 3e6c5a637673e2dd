import { Group, Modal, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView, TillState } from '@counterfoil/till/service/till-service';
import { useNavigation } from '../navigation.ts';
import { useTill } from '../till/use-till.ts';
import { BigButton } from '../ui/big-button.tsx';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { numberText, timeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { useNow } from '@counterfoil/ui/use-now';
import { useManagerOverride } from './manager-override.tsx';
import { ModePill } from './mode-pill.tsx';
import { NextTry } from './next-try.tsx';
import { StorageFacts } from './storage-facts.tsx';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';

/** The *Connection status* window: what the till waits for, and switching by hand (operation 917). */
export function ConnectionStatus({ state }: { readonly state: TillState }): ReactNode {
  useReturnedFocus();
  const { t } = useTranslation('shell');
  const { back } = useNavigation();
  return (
    <Modal
      opened
      onClose={back}
      title={t('navConnectionStatus')}
      size="lg"
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      <Stack gap="lg">
        <ConnectionFacts connection={state.connection} />
        <StorageFacts storage={state.storage} />
        <ConnectionActions connection={state.connection} />
      </Stack>
    </Modal>
  );
}

function ConnectionFacts({ connection }: { readonly connection: ConnectionView }): ReactNode {
  const { t } = useTranslation('shell');
  const language = useLanguage();
  const now = useNow(1_000);
  const at = (iso: string): string => timeText(iso, now, language);
  return (
    <Facts>
      <Fact name={t('statusMode')}>
        <ModePill mode={connection.mode} />
        <Text className="quiet">{t('statusSince', { time: at(connection.since) })}</Text>
      </Fact>
      <Fact name={t('statusLastExchange')}>
        {connection.lastExchangeAt === null ? t('statusNever') : at(connection.lastExchangeAt)}
      </Fact>
      <Fact name={t('statusQueue')}>
        <QueueText connection={connection} at={at} />
      </Fact>
      <Fact name={t('statusNextTry')}>
        <NextTry connection={connection} now={now} />
      </Fact>
      <Fact name={t('statusCreation')}>
        <CreationText connection={connection} />
      </Fact>
      <Fact name={t('statusCustomers')}>{numberText(connection.customers, language)}</Fact>
      <Fact name={t('statusConfiguration')}>{connection.configurationVersion}</Fact>
    </Facts>
  );
}

function QueueText(props: { readonly connection: ConnectionView; readonly at: (iso: string) => string }): ReactNode {
  const { t } = useTranslation('shell');
  const { queued, queuedCustomers, oldestQueuedAt } = props.connection;
  if (queued === 0) return t('statusQueueNone');
  const parts = [
    t('statusQueueCount', { count: queued }),
    queuedCustomers > 0 ? t('statusQueueCustomers', { count: queuedCustomers }) : '',
    oldestQueuedAt === null ? '' : t('statusQueueOldest', { time: props.at(oldestQueuedAt) }),
  ];
  return parts.filter(Boolean).join(', ');
}

function CreationText({ connection }: { readonly connection: ConnectionView }): ReactNode {
  const { t } = useTranslation('shell');
  if (connection.customerCreation === 'local') return t('statusCreationLocal');
  return connection.customerCreationReason === 'offlineUnsupported'
    ? t('statusCreationUnsupported')
    : t('statusCreationFiltered');
}

function ConnectionActions({ connection }: { readonly connection: ConnectionView }): ReactNode {
  const { t } = useTranslation('shell');
  const till = useTill();
  const toast = useToast();
  const withManager = useManagerOverride();
  const action = useAction();
  const isOnline = connection.mode === 'online' || connection.mode === 'onlineProbed';
  const switchOver = (): Promise<unknown> =>
    isOnline
      ? withManager('databaseConnectionStatus', (override) => till.switchOffline(override))
      : till.switchOnline();
  const exchange = async (): Promise<void> => {
    await till.exchangeNow();
    toast({ text: t('exchanged'), icon: 'check' });
  };
  return (
    <Stack gap="sm" className="dialog-actions">
      <ErrorNotice error={action.error} />
      <Group grow preventGrowOverflow={false}>
        <BigButton icon="refresh" loading={action.isBusy} onClick={() => void action.run(exchange)}>
          {t('exchangeNow')}
        </BigButton>
        {(!isOnline || connection.manualSwitchAllowed) && (
          <BigButton
            variant="default"
            icon={isOnline ? 'cloudOff' : 'cloud'}
            disabled={action.isBusy}
            onClick={() => void action.run(switchOver)}
          >
            {isOnline ? t('switchOffline') : t('switchOnline')}
          </BigButton>
        )}
      </Group>
    </Stack>
  );
}

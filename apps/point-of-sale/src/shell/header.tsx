import { Group, Text, UnstyledButton, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TillState } from '@counterfoil/till/service/till-service';
import { useNavigation } from '../navigation.ts';
import { useTill } from '../till/use-till.ts';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { IconButton } from '@counterfoil/ui/icon-button.tsx';
import { ModePill } from './mode-pill.tsx';
import { WorkerMenu } from './worker-menu.tsx';

/** Where one is, who one is, and whether the network is there; always on the screen. */
export function Header({ state }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('shell');
  const till = useTill();
  const { go, home } = useNavigation();
  return (
    <header className="header">
      <UnstyledButton className="header-place" onClick={home}>
        <img src={`${import.meta.env.BASE_URL}icon.svg`} width={36} height={36} alt={t('navSale')} />
        <div className="header-names">
          <Text fw={700} lh={1.2} truncate>
            {state.channel?.name}
          </Text>
          <Text size="sm" lh={1.2} className="quiet" truncate>
            {state.register?.name}
          </Text>
        </div>
      </UnstyledButton>
      <ConnectionButton state={state} />
      <Group gap={4} wrap="nowrap" className="header-end">
        <IconButton
          icon="list"
          label={t('navTransactions')}
          onClick={() => go({ name: 'transactions' })}
          visibleFrom="sm"
        />
        <IconButton icon="drawer" label={t('navShift')} onClick={() => go({ name: 'shift' })} visibleFrom="sm" />
        <IconButton icon="lock" label={t('lock')} shortcut="F9" onClick={() => void till.signOut()} />
        <WorkerMenu state={state} />
      </Group>
    </header>
  );
}

/** Mode and queue; opens the *Connection status* window. */
function ConnectionButton({ state: { connection } }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('shell');
  const { screen, go } = useNavigation();
  return (
    <UnstyledButton
      className="connection-button"
      onClick={() => screen.name !== 'connectionStatus' && go({ name: 'connectionStatus' })}
    >
      <VisuallyHidden>{t('navConnectionStatus')}</VisuallyHidden>
      <ModePill mode={connection.mode} />
      {connection.queued > 0 && (
        <span className="queue-badge">
          <Icon name="upload" sizePx={14} />
          <span aria-hidden="true">{connection.queued}</span>
          <VisuallyHidden>{t('queueBadge', { count: connection.queued })}</VisuallyHidden>
        </span>
      )}
    </UnstyledButton>
  );
}

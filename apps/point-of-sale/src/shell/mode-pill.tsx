import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionMode } from '@counterfoil/till/connection-mode';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';

/** What people tell apart; a probe while online is nothing to tell. */
type ShownMode = 'online' | 'offline' | 'manualOffline' | 'reconnecting';

const icons: Readonly<Record<ShownMode, IconName>> = {
  online: 'cloud',
  offline: 'cloudOff',
  manualOffline: 'hand',
  reconnecting: 'refresh',
};

function useModeText(mode: ConnectionMode): string {
  const { t } = useTranslation('shell');
  const texts = {
    online: t('modeOnline'),
    offline: t('modeOffline'),
    manualOffline: t('modeManualOffline'),
    reconnecting: t('modeReconnecting'),
  } as const;
  return texts[shownMode(mode)];
}

/** Whether the till works with the network or without: by colour, picture and word. */
export function ModePill({ mode }: { readonly mode: ConnectionMode }): ReactNode {
  const shown = shownMode(mode);
  return (
    <span className="mode-pill" data-mode={shown}>
      <Icon name={icons[shown]} sizePx={18} />
      {useModeText(mode)}
    </span>
  );
}

function shownMode(mode: ConnectionMode): ShownMode {
  return mode === 'onlineProbed' ? 'online' : mode;
}

import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionMode } from '@counterfoil/till/connection-mode';
import { useToast } from '@counterfoil/ui/toasts.tsx';

/** Tells when the till leaves the network and when it is back; an attempt in between is nothing to tell. */
export function useModeToasts(mode: ConnectionMode | undefined): void {
  const { t } = useTranslation('shell');
  const toast = useToast();
  const isOnline = mode === undefined ? undefined : mode === 'online' || mode === 'onlineProbed';
  const told = useRef(isOnline);
  useEffect(() => {
    if (isOnline === undefined || told.current === isOnline) return;
    if (told.current !== undefined) {
      toast(isOnline ? { text: t('toastOnline'), icon: 'cloud' } : { text: t('toastOffline'), icon: 'cloudOff' });
    }
    told.current = isOnline;
  }, [isOnline, toast, t]);
}

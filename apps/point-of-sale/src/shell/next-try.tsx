import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConnectionView } from '@counterfoil/till/service/till-service';
import { countdownText } from '@counterfoil/ui/formats';

/** When the till next tries to come back, counted down. */
export function NextTry(props: { readonly connection: ConnectionView; readonly now: Date }): ReactNode {
  const { t } = useTranslation('shell');
  const { mode, nextTryAt } = props.connection;
  if (mode === 'online' || mode === 'onlineProbed') return t('statusNextTryNone');
  if (mode === 'reconnecting') return t('statusNextTryNow');
  if (nextTryAt === null) return t('statusNextTryByHand');
  const seconds = (Date.parse(nextTryAt) - props.now.getTime()) / 1_000;
  if (seconds <= 0) return t('statusNextTryNow');
  return <span className="figures">{t('statusNextTryIn', { time: countdownText(seconds) })}</span>;
}

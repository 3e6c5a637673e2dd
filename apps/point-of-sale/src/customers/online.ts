import type { ConnectionView } from '@counterfoil/till/service/till-service';

/** Whether the scale unit answers now, as far as the till knows. */
export function isOnline({ mode }: Pick<ConnectionView, 'mode'>): boolean {
  return mode === 'online' || mode === 'onlineProbed';
}

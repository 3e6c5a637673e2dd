import type { DownloadSession } from '@counterfoil/contracts/administration/sessions';
import type { DownloadAction } from '../../api/sessions.ts';

/** What can be done about a download session: nothing once it has ended, unless its rows were passed over. */
export function actionsOf({ state, packedAgainAt, job }: DownloadSession): readonly DownloadAction[] {
  if (state === 'canceled' && packedAgainAt !== null) return ['retry'];
  /* Settings travel as a whole: a newer package takes the place of one that waits. */
  const isOfCustomers = job === '1010';
  if (state === 'suspended') return isOfCustomers ? ['retry', 'skip', 'cancel'] : ['retry'];
  return state === 'available' && isOfCustomers ? ['cancel'] : [];
}

/** The sessions of `sessions` for which `action` is of use, by their identifiers. */
export function thoseFor(
  action: DownloadAction,
  sessions: readonly DownloadSession[],
  selected: ReadonlySet<string>,
): string[] {
  return sessions
    .filter((session) => selected.has(session.downloadSessionId) && actionsOf(session).includes(action))
    .map(({ downloadSessionId }) => downloadSessionId);
}

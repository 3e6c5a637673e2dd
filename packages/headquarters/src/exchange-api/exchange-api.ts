import { refuse } from '@counterfoil/contracts/refusal';
import type { Caller } from '@counterfoil/http/call';
import type { Headquarters } from '../headquarters.ts';
import type { RealTimeService } from '../conversion/real-time-service.ts';
import type { ScaleUnitWakeUps } from '../exchange/scale-unit-wake-ups.ts';

/** What the routes for scale units work on. */
export interface ExchangeApi {
  readonly headquarters: Headquarters;
  readonly realTimeService: RealTimeService;
  readonly scaleUnits: ScaleUnitWakeUps;
  /** Recurrence of the P-job, which scale units have to know. */
  pJobRecurrence(): Promise<string>;
}

/** The channel database that the calling scale unit owns; it sees nothing else (R15). */
export function channelDatabaseOf(caller: Caller): string {
  const { channelDatabaseId } = caller.scope;
  if (!channelDatabaseId) throw refuse('not_allowed');
  return channelDatabaseId;
}

/** The header in which a scale unit names the incarnation of headquarters that it believes in. */
export const headquartersEpochHeader = 'x-headquarters-epoch';

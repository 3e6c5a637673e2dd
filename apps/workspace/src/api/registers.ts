import type {
  IssuedActivationCodeAnswer,
  RegisterPage,
  TillState,
  WorkerPins,
} from '@counterfoil/contracts/administration/registers';
import { change, part, read } from './call.ts';

/** What the registers can be narrowed by. */
export interface RegisterFilter {
  readonly channelId?: string;
  readonly state?: TillState;
  readonly text?: string;
  /** Only those that keep records which headquarters doesn't have. */
  readonly undelivered?: boolean;
}

const pageCount = 100;

/** A page of the registers with their tills. */
export function readRegisters(
  filter: RegisterFilter,
  cursor: string | null,
  signal: AbortSignal,
): Promise<RegisterPage> {
  const query = new URLSearchParams({ limit: String(pageCount) });
  const { channelId, state, text, undelivered } = filter;
  if (channelId) query.set('channelId', channelId);
  if (state) query.set('state', state);
  if (text) query.set('text', text);
  if (undelivered) query.set('undelivered', 'true');
  if (cursor !== null) query.set('cursor', cursor);
  return read(`/registers?${query.toString()}`, signal);
}

/** A new one-time code by which a till becomes the device of a register. */
export const makeActivationCode = (registerId: string): Promise<IssuedActivationCodeAnswer> =>
  change('POST', `/registers/${part(registerId)}/activation-codes`);

/** Ends a till. */
export const revokeTill = (deviceId: string): Promise<unknown> =>
  change('POST', `/devices/${part(deviceId)}/revocation`);

/** Which workers have a PIN. */
export const readWorkerPins = (signal: AbortSignal): Promise<WorkerPins> => read('/workers/pins', signal);

/** Sets the PIN by which a worker signs in at tills. */
export const setWorkerPin = (workerId: string, pin: string): Promise<unknown> =>
  change('PUT', `/workers/${part(workerId)}/pin`, { pin });

import type { Ids } from '@counterfoil/platform/identifiers';
import { receivedError, type TillCall, type TillMessage, type TillMethod } from './till-messages.ts';

interface Waiting {
  readonly call: TillCall;
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Calls of this tab that wait for their answer. */
export interface TillCalls {
  make(method: TillMethod, args: readonly unknown[]): Promise<unknown>;
  receive(message: TillMessage): void;
}

/**
 * Sends calls and hands out their answers. What the worker that has gone didn't answer is sent again to the next one;
 * calls that write carry identifiers of their own, so that doing one twice does it once.
 */
export function createTillCalls(ids: Ids, send: (message: TillMessage) => void): TillCalls {
  const waiting = new Map<string, Waiting>();
  const settled = (callId: string): Waiting | undefined => {
    const found = waiting.get(callId);
    waiting.delete(callId);
    return found;
  };
  return {
    make: (method, args) =>
      new Promise((resolve, reject) => {
        const call: TillCall = { kind: 'call', callId: ids.uuid(), method, args };
        waiting.set(call.callId, { call, resolve, reject });
        send(call);
      }),
    receive(message) {
      if (message.kind === 'answer') settled(message.callId)?.resolve(message.value);
      if (message.kind === 'refusal') settled(message.callId)?.reject(receivedError(message.error));
      if (message.kind === 'ready') for (const { call } of waiting.values()) send(call);
    },
  };
}

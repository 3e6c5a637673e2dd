import type { TillService } from '@counterfoil/till/service/till-service';
import { sentError, type TillCall, type TillMessage } from '../till/till-messages.ts';

/** Answers are kept for as many calls, for a tab that sends one again. */
const keptAnswerCountMax = 500;

type Method = (...args: readonly unknown[]) => Promise<unknown>;

/**
 * Answers the calls of all tabs; a call that comes again is not made again, but answered again. `service` rejects when
 * the engine couldn't be started: then so does every call.
 */
export function answerCalls(
  service: Promise<TillService>,
  send: (message: TillMessage) => void,
): (call: TillCall) => Promise<void> {
  const answers = new Map<string, Promise<TillMessage>>();
  return async (call) => {
    const answer = answers.get(call.callId) ?? answerTo(service, call);
    answers.set(call.callId, answer);
    const [oldest] = answers.keys();
    if (answers.size > keptAnswerCountMax && oldest !== undefined) answers.delete(oldest);
    send(await answer);
  };
}

async function answerTo(service: Promise<TillService>, { callId, method, args }: TillCall): Promise<TillMessage> {
  try {
    const engine = await service;
    const call = engine[method] as Method;
    return { kind: 'answer', callId, value: await call.call(engine, ...args) };
  } catch (error) {
    return { kind: 'refusal', callId, error: sentError(error) };
  }
}

import { refuse } from '@counterfoil/contracts/refusal';
import type { TillService } from '@counterfoil/till/service/till-service';
import { describe, expect, it } from 'vitest';
import type { TillCall, TillMessage } from '../till/till-messages.ts';
import { answerCalls } from './answer-calls.ts';

const call = (callId: string, method: TillCall['method'], ...args: unknown[]): TillCall => ({
  kind: 'call',
  callId,
  method,
  args,
});

/* Two of the engine's calls are enough to tell how any of them is answered. */
function engine(): { service: Promise<TillService>; opened: string[] } {
  const opened: string[] = [];
  const calls: Pick<TillService, 'openShift' | 'removeLine'> = {
    async openShift({ startingAmount }) {
      opened.push(startingAmount);
      throw refuse('shift_already_open');
    },
    async removeLine(lineId) {
      opened.push(lineId);
      return { transactionId: 'T', lines: [], totalAmount: '0.00', currency: 'USD', customer: null };
    },
  };
  return { service: Promise.resolve(calls as TillService), opened };
}

describe('calls that come to the worker', () => {
  it('are made once, however often a tab sends one, and answered every time', async () => {
    const { service, opened } = engine();
    const sent: TillMessage[] = [];
    const answer = answerCalls(service, (message) => sent.push(message));
    await Promise.all([answer(call('1', 'removeLine', 'L1')), answer(call('1', 'removeLine', 'L1'))]);
    await answer(call('2', 'removeLine', 'L2'));
    expect(opened).toEqual(['L1', 'L2']);
    expect(sent.map((message) => message.kind === 'answer' && message.callId)).toEqual(['1', '1', '2']);
  });

  it('are refused with code, field and parameters', async () => {
    const sent: TillMessage[] = [];
    await answerCalls(engine().service, (message) => sent.push(message))(
      call('1', 'openShift', { shiftId: 'S', startingAmount: '100.00' }),
    );
    expect(sent).toMatchObject([
      { kind: 'refusal', callId: '1', error: { code: 'shift_already_open', problems: [{ field: '' }] } },
    ]);
  });

  it('are all refused when the engine did not start', async () => {
    const sent: TillMessage[] = [];
    const broken = Promise.reject<TillService>(new Error('this browser has no private files'));
    await answerCalls(broken, (message) => sent.push(message))(call('1', 'state'));
    expect(sent).toMatchObject([
      { kind: 'refusal', error: { code: null, message: 'this browser has no private files' } },
    ]);
  });
});

import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import { systemIds } from '@counterfoil/platform/identifiers';
import { describe, expect, it } from 'vitest';
import { createTillCalls } from './till-calls.ts';
import { sentError, type TillCall, type TillMessage } from './till-messages.ts';

function tab() {
  const sent: TillMessage[] = [];
  const calls = createTillCalls(systemIds, (message) => sent.push(message));
  const made = (): TillCall[] => sent.filter((message) => message.kind === 'call');
  return { ...calls, made };
}

describe('the calls of a tab', () => {
  it('get the answers that belong to them, in whichever order they come', async () => {
    const { make, receive, made } = tab();
    const [products, receipts] = [make('products', []), make('transactions', [])];
    const [first, second] = made();
    receive({ kind: 'answer', callId: second?.callId ?? '', value: 'receipts' });
    receive({ kind: 'answer', callId: 'of another tab', value: 'nothing' });
    receive({ kind: 'answer', callId: first?.callId ?? '', value: 'products' });
    expect(await Promise.all([products, receipts])).toEqual(['products', 'receipts']);
  });

  it('are refused with the error that the engine threw', async () => {
    const { make, receive, made } = tab();
    const refused = make('addLine', [{ itemId: '0999' }]);
    const thrown = refuse('product_unknown', 'itemId', { value: '0999' });
    const overTheChannel = structuredClone(sentError(thrown));
    receive({ kind: 'refusal', callId: made()[0]?.callId ?? '', error: overTheChannel });
    await expect(refused).rejects.toEqual(thrown);
    await expect(refused).rejects.toBeInstanceOf(CodedError);
  });

  it('are made again at the next owner, those only that have no answer', async () => {
    const { make, receive, made } = tab();
    const [answered, open] = [make('products', []), make('createCustomer', [{ operationId: '1' }, 'en'])];
    const [first, second] = made();
    receive({ kind: 'answer', callId: first?.callId ?? '', value: [] });
    receive({ kind: 'ready' });
    expect(made()).toEqual([first, second, second]);
    receive({ kind: 'answer', callId: second?.callId ?? '', value: 'saved' });
    expect(await Promise.all([answered, open])).toEqual([[], 'saved']);
    receive({ kind: 'ready' });
    expect(made()).toHaveLength(3);
  });

  it('fail with the words of a fault of the program', async () => {
    const { make, receive, made } = tab();
    const failing = make('products', []);
    receive({ kind: 'refusal', callId: made()[0]?.callId ?? '', error: sentError(new TypeError('no products')) });
    await expect(failing).rejects.toThrow('no products');
  });
});

import { expect, it } from 'vitest';
import { startOrClose } from './start-or-close.ts';

it('a start that fails closes what it had opened, last opened first', async () => {
  const closed: string[] = [];
  const start = startOrClose(async (closing) => {
    closing.defer(() => void closed.push('database'));
    closing.defer(() => void closed.push('server'));
    throw new Error('port taken');
  });
  await expect(start).rejects.toThrow('port taken');
  expect(closed).toEqual(['server', 'database']);
});

it('a start that succeeds leaves everything open', async () => {
  const closed: string[] = [];
  const stop = await startOrClose(async (closing) => {
    closing.defer(() => void closed.push('database'));
    return () => closing.disposeAsync();
  });
  expect(closed).toEqual([]);
  await stop();
  expect(closed).toEqual(['database']);
});

import { expect, test } from 'vitest';
import type { GroupCommitOptions } from './group-commit.ts';
import { createGroupCommit, QueueFull } from './group-commit.ts';

class RowFault extends Error {}

/** A transaction that the test ends by hand. */
function createStore(overrides: Partial<GroupCommitOptions<number, string>> = {}) {
  const batches: number[][] = [];
  const ends: (() => void)[] = [];
  const group = createGroupCommit<number, string>({
    name: 'storage of creations',
    batchCountMax: 4,
    queueCountMax: 6,
    isItemFault: (error) => error instanceof RowFault,
    onItemFault: (item) => `refused ${item}`,
    commit: async (items) => {
      batches.push([...items]);
      await new Promise<void>((resolve) => ends.push(resolve));
      return items.map((item) => `stored ${item}`);
    },
    ...overrides,
  });
  return { group, batches, endNext: () => ends.shift()?.() };
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));

test('items of one event loop turn share a transaction and get their own outcome in order', async () => {
  const { group, batches, endNext } = createStore();
  const outcomes = Promise.all([group.submit(1), group.submit(2), group.submit(3)]);
  await turn();
  endNext();
  expect(await outcomes).toEqual(['stored 1', 'stored 2', 'stored 3']);
  expect(batches).toEqual([[1, 2, 3]]);
});

test('a lone item starts at once although another transaction is in flight', async () => {
  const { group, batches } = createStore();
  void group.submit(1);
  await turn();
  void group.submit(2);
  await turn();
  expect(batches).toEqual([[1], [2]]);
});

test('while all transactions are in flight items wait, and the next one takes all that wait up to its bound', async () => {
  const { group, batches, endNext } = createStore();
  for (const item of [1, 2]) {
    void group.submit(item);
    await turn();
  }
  for (const item of [3, 4, 5, 6, 7]) void group.submit(item);
  await turn();
  expect(group.depth()).toBe(5);
  endNext();
  await turn();
  expect(batches).toEqual([[1], [2], [3, 4, 5, 6]]);
  expect(group.depth()).toBe(1);
});

test('more items than may wait are refused, and those that wait are not harmed', async () => {
  const { group } = createStore({ commit: async (items) => items.map((item) => `stored ${item}`) });
  const accepted = Array.from({ length: 6 }, (_, item) => group.submit(item));
  await expect(group.submit(6)).rejects.toBeInstanceOf(QueueFull);
  expect(await Promise.all(accepted)).toHaveLength(6);
});

test('one bad row never fails its neighbours, wherever it stands', async () => {
  for (let bad = 0; bad < 4; bad++) {
    const { group } = createStore({
      commit: async (items) => {
        if (items.includes(bad)) throw new RowFault();
        return items.map((item) => `stored ${item}`);
      },
    });
    const outcomes = await Promise.all([0, 1, 2, 3].map((item) => group.submit(item)));
    expect(outcomes).toEqual([0, 1, 2, 3].map((item) => (item === bad ? `refused ${item}` : `stored ${item}`)));
  }
});

test('an outage fails its whole batch without trying it again, and the next batch is stored', async () => {
  let callCount = 0;
  const { group } = createStore({
    commit: async (items) => {
      if (++callCount === 1) throw new Error('the connection was reset');
      return items.map((item) => `stored ${item}`);
    },
  });
  const ends = await Promise.allSettled([group.submit(1), group.submit(2)]);
  expect(ends.map((end) => end.status)).toEqual(['rejected', 'rejected']);
  expect(await group.submit(3)).toBe('stored 3');
  expect(callCount).toBe(2);
});

test('a transaction that forgets an outcome acknowledges nothing', async () => {
  const { group } = createStore({ commit: async () => ['stored 1'] });
  const ends = await Promise.allSettled([group.submit(1), group.submit(2)]);
  expect(ends.map((end) => end.status)).toEqual(['rejected', 'rejected']);
});

test('draining ends when the last item is settled', async () => {
  const { group, endNext } = createStore({ inFlightMax: 1 });
  const settled: string[] = [];
  for (const item of [1, 2]) {
    void group.submit(item).then((outcome) => settled.push(outcome));
    await turn();
  }
  const drained = group.drain().then(() => settled.push('drained'));
  endNext();
  await turn();
  endNext();
  await drained;
  expect(settled).toEqual(['stored 1', 'stored 2', 'drained']);
  await group.drain();
});

import type {
  ChannelTrace,
  ChannelTraceState,
  TracedOperation,
} from '@counterfoil/contracts/administration/customer-trace';
import { expect, it } from 'vitest';
import { arrivedCount, drawnOperation, roadOf } from './road.ts';

function operation(patch: Partial<TracedOperation>): TracedOperation {
  return {
    operationId: '01890000-0000-7000-8000-000000000002',
    kind: 'create',
    status: 'completed',
    madeAtHeadquarters: false,
    place: 'Paris',
    till: 'PARIS-1',
    recordedAt: '2026-03-01T10:00:00.000Z',
    receivedAt: '2026-03-01T10:00:04.000Z',
    decidedAt: '2026-03-01T10:00:05.000Z',
    uploadSessionId: '7',
    problem: null,
    steps: [],
    ...patch,
  };
}

function channel(name: string, state: ChannelTraceState): ChannelTrace {
  return {
    channelDatabaseId: name,
    name,
    channels: [],
    state,
    publishedAt: null,
    appliedAt: null,
    downloadSessionId: null,
    lastContactAt: null,
    registers: [],
    text: '',
  };
}

it('a customer that waits to be decided stands at headquarters, behind its till and its channel', () => {
  const { stops, branches } = roadOf({
    operations: [operation({ status: 'uploaded', decidedAt: null })],
    channels: [],
  });
  expect(stops).toEqual([
    { kind: 'till', name: 'PARIS-1', state: 'passed', at: '2026-03-01T10:00:00.000Z' },
    { kind: 'channel', name: 'Paris', state: 'passed', at: '2026-03-01T10:00:00.000Z' },
    { kind: 'headquarters', name: '', state: 'here', at: '2026-03-01T10:00:04.000Z' },
  ]);
  expect(branches).toEqual([]);
});

it('a failed change is drawn before one that waits, and that before what was applied', () => {
  const [created, waiting, failed] = [
    operation({}),
    operation({ status: 'uploaded' }),
    operation({ status: 'failed', problem: 'Unknown customer group "99".' }),
  ];
  expect(drawnOperation([created])).toBe(created);
  expect(drawnOperation([created, waiting])).toBe(waiting);
  expect(drawnOperation([created, failed, waiting])).toBe(failed);
  expect(roadOf({ operations: [failed], channels: [] }).stops.at(-1)?.state).toBe('heldUp');
  expect(drawnOperation([])).toBeNull();
});

it('the road of a customer made at headquarters begins there', () => {
  const { stops } = roadOf({ operations: [operation({ madeAtHeadquarters: true, place: '' })], channels: [] });
  expect(stops.map(({ kind }) => kind)).toEqual(['headquarters']);
});

it('what is held up comes before what is on its way, and only channels that are to have it are counted', () => {
  const { branches, areBranchesEarlier } = roadOf({
    operations: [operation({}), operation({ kind: 'update', status: 'uploaded' })],
    channels: [
      channel('Bordeaux', 'notVisible'),
      channel('Lyon', 'applied'),
      channel('Houston', 'waiting'),
      channel('Paris', 'suspended'),
    ],
  });
  expect(branches.map(({ channel: { name } }) => name)).toEqual(['Paris', 'Houston', 'Lyon', 'Bordeaux']);
  expect(arrivedCount(branches)).toEqual({ arrived: 1, wanted: 3 });
  expect(areBranchesEarlier).toBe(true);
});

import type { ListedRegister, RegisterPage, WorkerPins } from '@counterfoil/contracts/administration/registers';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openAdministrationWorld, type AdministrationWorld } from '../api/administration-fixture.ts';
import { listRegisters } from './list-registers.ts';

let world: AdministrationWorld;
beforeEach(async () => {
  world = await openAdministrationWorld();
});
afterEach(() => world.close());

async function list(query = ''): Promise<RegisterPage> {
  const answer = await world.call('GET', `/registers?${query}`, { as: 'auditor' });
  expect(answer.status).toBe(200);
  return answer.body as RegisterPage;
}

async function houston1(): Promise<ListedRegister | undefined> {
  return (await list()).registers.find(({ registerId }) => registerId === 'HOUSTON-1');
}

const at = '2026-03-01T10:00:00.000Z';

async function activate(deviceId: string): Promise<void> {
  await world.database.query(
    `INSERT INTO activation_codes (code_hash, register_id, made_at, made_by, expires_at, used_at)
     VALUES (decode(md5($1), 'hex'), 'HOUSTON-1', $2, 'somebody', $2, $2)`,
    [deviceId, at],
  );
  await world.database.query(
    `INSERT INTO devices (device_id, register_id, signing_key, state, activation_code_hash, activated_at, activated_by)
     VALUES ($1::uuid, 'HOUSTON-1', '{}', 'active', decode(md5($1::text), 'hex'), $2, 'houston')`,
    [deviceId, at],
  );
}

const deviceId = '01938f2e-7c1a-7b3e-9f00-0a1b2c3d4e90';

test('a register without a till waits for a code, has one, and loses it again', async () => {
  expect(await houston1()).toMatchObject({ state: 'none', device: null, activationCode: null, channelName: 'Houston' });
  await world.call('POST', '/registers/HOUSTON-1/activation-codes');
  expect(await houston1()).toMatchObject({ state: 'waitingCode', activationCode: { madeBy: 'the administrator' } });
  await activate(deviceId);
  expect(await houston1()).toMatchObject({ state: 'activated', device: { deviceId, revokedAt: null } });
  await world.call('POST', `/devices/${deviceId}/revocation`);
  await world.database.query('DELETE FROM activation_codes WHERE used_at IS NULL');
  expect(await houston1()).toMatchObject({ state: 'revoked', device: { revokedBy: 'the administrator' } });
});

test('a code that has expired waits no more', async () => {
  await world.call('POST', '/registers/HOUSTON-1/activation-codes');
  await world.database.query(`UPDATE activation_codes SET expires_at = now() - interval '1 minute'`);
  expect(await houston1()).toMatchObject({ state: 'none', activationCode: null });
});

test('what a register keeps back is told as its scale unit reported it last', async () => {
  const told = { registerId: 'HOUSTON-1', undelivered: 3, oldestRecordedAt: at, lastExchangeAt: at };
  const report = { reportedAt: at, outbox: { undelivered: 0, oldestRecordedAt: null }, registers: [told] };
  await world.database.query(
    `INSERT INTO scale_unit_reports (channel_database_id, received_at, report) VALUES ('houston', $1, $2)`,
    [at, JSON.stringify(report)],
  );
  const { registers } = await list('undelivered=true');
  expect(registers).toMatchObject([{ registerId: 'HOUSTON-1', offline: { undelivered: 3, oldestRecordedAt: at } }]);
});

test('the list is narrowed by store, state and text, and goes on page by page', async () => {
  const all = (await list()).registers.map(({ registerId }) => registerId);
  expect((await list('channelId=PARIS')).registers.every(({ channelId }) => channelId === 'PARIS')).toBe(true);
  expect((await list('text=houston-1')).registers.map(({ registerId }) => registerId)).toEqual(['HOUSTON-1']);
  expect((await list('state=activated')).registers).toEqual([]);
  const seen: string[] = [];
  for (let cursor: string | null = ''; cursor !== null;) {
    const page: RegisterPage = await list(`limit=2${cursor && `&cursor=${cursor}`}`);
    seen.push(...page.registers.map(({ registerId }) => registerId));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(all);
});

test('whoever is bound to channels sees the registers of these only', async () => {
  const filter = { channelIds: ['PARIS'], state: null, text: null, withUndelivered: false };
  const page = { after: null, countMax: 50, now: new Date(at) };
  const registers = await listRegisters(world.database, filter, page);
  expect(new Set(registers.map(({ channelId }) => channelId))).toEqual(new Set(['PARIS']));
  expect(await listRegisters(world.database, { ...filter, channelIds: [] }, page)).toEqual([]);
});

test('which workers have a PIN is told, and nothing of the PIN', async () => {
  await world.call('PUT', '/workers/000160/pin', { body: { pin: '4711' } });
  const answer = await world.call('GET', '/workers/pins', { as: 'auditor' });
  const pin = (answer.body as WorkerPins).pins.find(({ workerId }) => workerId === '000160');
  expect(pin).toMatchObject({ setBy: 'the administrator' });
  expect(Object.keys(pin ?? {}).toSorted()).toEqual(['setAt', 'setBy', 'workerId']);
});

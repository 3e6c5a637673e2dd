import type { AuditEntry, AuditPage } from '@counterfoil/contracts/administration/action-audit';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openAdministrationWorld, type AdministrationWorld } from '../api/administration-fixture.ts';
import { actionAuditOf, actionAuditRetentionMs, recordAction } from './action-audit.ts';
import type { SignedInPerson } from './workspace-sessions.ts';

const simone: SignedInPerson = {
  subject: 'simone@contoso',
  name: 'Simone Martin',
  roles: ['commerceManager'],
  channelIds: [],
};

let world: AdministrationWorld;
beforeEach(async () => {
  world = await openAdministrationWorld();
});
afterEach(() => world.close());

async function trail(query = ''): Promise<readonly AuditEntry[]> {
  const { status, body } = await world.call('GET', `/action-audit${query}`, { as: 'auditor' });
  expect(status).toBe(200);
  return (body as AuditPage).entries;
}

const schedule = (recurrence: string) =>
  world.call('PUT', '/batch-jobs/1010/recurrence', { person: simone, body: { recurrence } });

describe('the audit trail', () => {
  it('keeps who did what, when and with what outcome, with old and new values of settings', async () => {
    expect((await schedule('0 * * * *')).status).toBe(200);
    const [entry] = await trail();
    expect(entry).toMatchObject({
      subject: 'simone@contoso',
      name: 'Simone Martin',
      roles: ['commerceManager'],
      action: 'setBatchJobRecurrence',
      parameters: { name: '1010' },
      outcome: 'succeeded',
      code: null,
      changes: [{ setting: expect.stringContaining('1010'), newValue: '0 * * * *' }],
    });
    expect(entry?.endedAt).not.toBeNull();
  });

  it('keeps what was refused, and what somebody tried that their role does not include', async () => {
    expect((await schedule('whenever')).status).toBe(422);
    const denied = await world.call('POST', '/features/enable', { person: simone, body: { features: ['x'] } });
    expect(denied.status).toBe(403);
    expect(await trail()).toMatchObject([
      { action: 'enableFeatures', outcome: 'refused', code: 'not_allowed', changes: [] },
      { action: 'setBatchJobRecurrence', outcome: 'refused', code: expect.stringMatching(/./u), changes: [] },
    ]);
  });

  it('holds nothing of a customer: no bodies, and of the address identifiers only', async () => {
    const customer = { customerType: 'person', firstName: 'Zebedee', lastName: 'Quux', customerGroup: '30' };
    await world.call('POST', '/customers', { body: { legalEntity: 'USRT', customer } });
    await world.call('PATCH', '/customers/Zebedee', { body: { changes: { lastName: 'Quuux' } } });
    await world.call('PATCH', '/customers/C-000000001', { body: { changes: { lastName: 'Quuux' } } });
    const rows = await world.database.query<{ kept: string }>('SELECT action_audit::text AS kept FROM action_audit');
    expect(rows).toHaveLength(3);
    expect(JSON.stringify(rows)).not.toMatch(/Zebedee|Quux|Quuux/u);
    expect((await trail()).map(({ parameters }) => parameters)).toEqual([
      { identifier: 'C-000000001' },
      { identifier: '…' },
      {},
    ]);
  });

  it('keeps no reading, but every export', async () => {
    await world.call('POST', '/customers/search', { body: { text: 'berry' } });
    await world.call('GET', '/customers/export');
    await world.call('GET', '/settings-audit');
    expect(await trail()).toMatchObject([
      { action: 'exportCustomers', subject: 'the administrator', outcome: 'succeeded' },
    ]);
  });

  it('nothing is done whose intent cannot be written', async () => {
    await world.database.query('ALTER TABLE action_audit ADD CONSTRAINT broken CHECK (false) NOT VALID');
    const before = await world.call('GET', '/features');
    const answer = await world.call('POST', '/features/enable', { body: { features: ['asyncAddressCreation'] } });
    expect(answer.status).toBe(500);
    expect((await world.call('GET', '/features')).body).toEqual(before.body);
    expect(await world.database.query('SELECT 1 FROM settings_audit')).toEqual([]);
  });

  it('an action that was cut short stays on it as begun', async () => {
    const begun = actionAuditOf(world.headquarters).begin({
      caller: { ...simone, scope: {} },
      action: 'declareEpoch',
      parameters: {},
    });
    await begun;
    expect(await trail()).toMatchObject([{ action: 'declareEpoch', outcome: 'began', endedAt: null }]);
  });

  it('shows changes of settings that belong to no action by themselves', async () => {
    await world.database.query(
      `INSERT INTO settings_audit (changed_by, changed_at, setting, old_value, new_value)
       VALUES ('Simone', '2020-01-01T00:00:00Z', 'feature X', '"off"', '"on"')`,
    );
    await schedule('0 * * * *');
    expect(await trail()).toMatchObject([
      { action: 'setBatchJobRecurrence', changes: [{ newValue: '0 * * * *' }] },
      { action: null, subject: 'Simone', changes: [{ setting: 'feature X', oldValue: 'off', newValue: 'on' }] },
    ]);
  });

  it('is searched by who, action, outcome and time, and read page by page without a gap', async () => {
    for (const recurrence of ['0 * * * *', 'whenever', '5 * * * *']) await schedule(recurrence);
    await world.call('POST', '/batch-jobs/1010/runs');
    await world.database.query(
      `INSERT INTO settings_audit (changed_by, changed_at, setting) VALUES ('Luis', '2020-01-01T00:00:00Z', 'a'), ('Luis', '2020-01-01T00:00:00Z', 'b')`,
    );
    const all = await trail();
    expect(all.map(({ action }) => action)).toEqual([
      'runBatchJob',
      ...Array.from({ length: 3 }, () => 'setBatchJobRecurrence'),
      null,
      null,
    ]);
    expect(await trail('?who=martin')).toHaveLength(3);
    expect(await trail('?who=100%25')).toEqual([]);
    expect(await trail('?action=runBatchJob')).toHaveLength(1);
    expect(await trail('?outcome=refused&action=setBatchJobRecurrence')).toHaveLength(1);
    expect(await trail('?to=2021-01-01T00:00:00Z')).toHaveLength(2);
    expect(await trail('?from=2021-01-01T00:00:00Z')).toHaveLength(4);
    const read: string[] = [];
    for (let cursor: string | null = ''; cursor !== null;) {
      const page = await world.call('GET', `/action-audit?limit=1${cursor && `&cursor=${encodeURIComponent(cursor)}`}`);
      const { entries, nextCursor } = page.body as AuditPage;
      read.push(...entries.map(({ entryId }) => entryId));
      cursor = nextCursor;
    }
    expect(read).toEqual(all.map(({ entryId }) => entryId));
  });

  it('is for administrators and auditors', async () => {
    expect((await world.call('GET', '/action-audit', { person: simone })).status).toBe(403);
    expect((await world.call('GET', '/action-audit?cursor=nonsense')).status).toBe(400);
    expect((await world.call('GET', '/action-audit?cursor=nonsense~action~1')).status).toBe(400);
  });

  it('keeps who signs in and out, and forgets what is older than it reaches', async () => {
    const { seams } = world.headquarters;
    await recordAction(world.headquarters, simone, 'signIn');
    const later = new Date(seams.clock.now().getTime() + actionAuditRetentionMs + 60_000);
    expect((await world.call('POST', '/session/sign-out', { person: simone })).status).toBe(200);
    expect((await trail()).map(({ action }) => action)).toEqual(['signOut', 'signIn']);
    const inTenYears = { ...world.headquarters, seams: { ...seams, clock: { ...seams.clock, now: () => later } } };
    await recordAction(inTenYears, simone, 'signIn');
    expect(await trail()).toHaveLength(1);
  });
});

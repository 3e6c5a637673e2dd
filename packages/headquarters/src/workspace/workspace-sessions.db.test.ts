import { refuse } from '@counterfoil/contracts/refusal';
import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headquartersMigrations } from '../headquarters.ts';
import {
  callerOfSession,
  closeWorkspaceSession,
  csrfHeader,
  findWorkspaceSession,
  openWorkspaceSession,
  sessionIdleMs,
  sessionLifeMs,
  type SignedInPerson,
} from './workspace-sessions.ts';

const simone: SignedInPerson = { subject: 'simone', name: 'Simone', roles: ['auditor'], channelIds: [] };
const began = new Date('2030-06-15T08:00:00.000Z');
const after = (ms: number): Date => new Date(began.getTime() + ms);
const halfIdleMs = sessionIdleMs / 2;

let world: TestDatabase;
beforeEach(async () => {
  world = await createTestDatabase(headquartersMigrations);
});
afterEach(() => world.drop());

describe('a session of the workspace', () => {
  it('ends when nobody has called for an hour, and not before', async () => {
    const token = await openWorkspaceSession(world.database, simone, began);
    expect(await findWorkspaceSession(world.database, token, after(sessionIdleMs))).toMatchObject(simone);
    expect(await findWorkspaceSession(world.database, token, after(2 * sessionIdleMs + 1))).toBeNull();
  });

  it('lasts while it is used, but never longer than ten hours', async () => {
    const token = await openWorkspaceSession(world.database, simone, began);
    for (let ms = halfIdleMs; ms < sessionLifeMs; ms += halfIdleMs) {
      expect(await findWorkspaceSession(world.database, token, after(ms))).toMatchObject(simone);
    }
    expect(await findWorkspaceSession(world.database, token, after(sessionLifeMs + 1))).toBeNull();
  });

  it('is not kept up by a page that only goes on by itself', async () => {
    const token = await openWorkspaceSession(world.database, simone, began);
    expect(await findWorkspaceSession(world.database, token, after(halfIdleMs), false)).toMatchObject(simone);
    expect(await findWorkspaceSession(world.database, token, after(sessionIdleMs + 1))).toBeNull();
  });

  it('is over for its token once signed out, and other sessions of the person go on', async () => {
    const [token, other] = [
      await openWorkspaceSession(world.database, simone, began),
      await openWorkspaceSession(world.database, simone, began),
    ];
    await closeWorkspaceSession(world.database, token);
    expect(await findWorkspaceSession(world.database, token, began)).toBeNull();
    expect(await findWorkspaceSession(world.database, other, began)).toMatchObject(simone);
  });

  it('is never opened by a token that somebody chose: each is new, and a made-up one is nobody', async () => {
    const tokens = new Set<string>();
    for (let n = 0; n < 5; n++) tokens.add(await openWorkspaceSession(world.database, simone, began));
    expect(tokens.size).toBe(5);
    for (const token of tokens) expect(token).toMatch(/^[\w-]{43}$/u);
    expect(await findWorkspaceSession(world.database, 'chosen-by-somebody', began)).toBeNull();
  });

  it('leaves nothing in the database by which anybody could come in', async () => {
    const token = await openWorkspaceSession(world.database, simone, began);
    const rows = await world.database.query<{ kept: string }>(
      'SELECT workspace_sessions::text AS kept FROM workspace_sessions',
    );
    expect(rows).toHaveLength(1);
    const hex = Buffer.from(token).toString('hex');
    const bytes = Buffer.from(token, 'base64url').toString('hex');
    for (const trace of [token, hex, bytes]) expect(rows[0]?.kept).not.toContain(trace);
  });

  it('forgets those that have ended when the next one begins', async () => {
    await openWorkspaceSession(world.database, simone, began);
    await openWorkspaceSession(world.database, simone, after(sessionIdleMs + 1));
    expect(await world.database.query('SELECT 1 FROM workspace_sessions')).toHaveLength(1);
  });

  it.each(['POST', 'PUT', 'PATCH', 'DELETE'])('%s needs the token that only its own pages know', async (method) => {
    const token = await openWorkspaceSession(world.database, simone, began);
    const other = await openWorkspaceSession(world.database, simone, began);
    const session = await findWorkspaceSession(world.database, token, began);
    const foreign = await findWorkspaceSession(world.database, other, began);
    if (!session || !foreign) throw new Error('no session');
    const sent = { [csrfHeader]: session.csrfToken };
    expect(callerOfSession(session, { method, headers: sent })).toMatchObject({
      subject: 'simone',
      roles: ['auditor'],
    });
    expect(callerOfSession(session, { method: 'GET', headers: {} })).toMatchObject({ subject: 'simone' });
    for (const headers of [{}, { [csrfHeader]: '' }, { [csrfHeader]: token }, { [csrfHeader]: foreign.csrfToken }]) {
      expect(() => callerOfSession(session, { method, headers })).toThrow(refuse('csrf_token_wrong'));
    }
  });
});

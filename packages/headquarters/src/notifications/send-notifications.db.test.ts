import type { CreateAtHeadquartersRequest } from '@counterfoil/contracts/edit-at-headquarters';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from '../api/administration-fixture.ts';
import { createCustomersAtHeadquarters } from '../customers/edit-at-headquarters.ts';
import type { Headquarters } from '../headquarters.ts';
import { emailNotificationProfiles } from '../settings/setting-kinds.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';
import { openMailServer, type MailServer } from './mail-server.ts';
import { sendNotifications } from './send-notifications.ts';
import { startTestMailServer, type TestMailServer } from './smtp-server-fixture.ts';

const uuidInText = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iu;
const profile = emailNotificationProfiles.example;

describe('the e-mail "Customer created"', () => {
  let world: AdministrationWorld;
  let server: TestMailServer;
  let mailServer: MailServer;
  /** Added to the clock of headquarters, in milliseconds. */
  let laterMs: number;
  let headquarters: Headquarters;

  beforeEach(async () => {
    world = await openAdministrationWorld();
    server = await startTestMailServer();
    mailServer = openMailServer(server.configuration);
    laterMs = 0;
    const { seams } = world.headquarters;
    const clock = { ...seams.clock, now: () => new Date(seams.clock.now().getTime() + laterMs) };
    headquarters = { ...world.headquarters, seams: { ...seams, clock } };
  });

  afterEach(async () => {
    mailServer.close();
    await server.stop();
    await world.close();
  });

  async function saveProfile(changes: object = {}): Promise<{ status: number; body: unknown }> {
    const { emailNotificationProfileId, ...fields } = { ...profile, ...changes };
    return world.call('PUT', `/settings/email-notification-profiles/${emailNotificationProfileId}`, { body: fields });
  }

  type Customer = Partial<CreateAtHeadquartersRequest['customer']>;

  async function create(channelId: string, ...customers: Customer[]): Promise<void> {
    const creations = customers.map((customer) => ({
      request: { channelId, customer: { customerType: 'person' as const, addresses: [], ...customer } },
    }));
    const outcomes = await createCustomersAtHeadquarters(headquarters, creations, { subject: 'test' });
    expect(outcomes.filter(({ status }) => status === 'refused')).toEqual([]);
  }

  async function listed(query = ''): Promise<Record<string, unknown>[]> {
    const { body } = await world.call('GET', `/notifications${query}`);
    return (body as { notifications: Record<string, unknown>[] }).notifications;
  }

  const send = () => sendNotifications(headquarters, mailServer);

  it('R3: is written by the conversion, in the language of the customer, with the account number and no identifier', async () => {
    await saveProfile({ channelIds: [] });
    await stageOperations(world, [
      operationOf({ fields: { firstName: 'Léa', email: 'lea@example.com', languageId: 'fr-FR' } }),
      operationOf({ fields: { firstName: '<b>Tom</b> & Co', email: 'tom@example.com' } }),
      operationOf({ fields: { firstName: 'Without', email: null } }),
    ]);
    await synchronizeCustomers(headquarters);
    expect(server.messages).toEqual([]);
    expect(await send()).toEqual({ sent: 2, parked: 0, dropped: 0, deferred: 0 });
    const [lea, tom] = server.messages.toSorted((a, b) => a.to.localeCompare(b.to));
    expect(lea?.to).toBe('lea@example.com');
    expect(lea?.raw).toContain('Subject: Bienvenue chez Paris');
    expect(lea?.raw).toMatch(/Bonjour L=C3=A9a Berry,\r\n\r\nvotre compte client est le C-\d{9}/u);
    expect(tom?.raw).toContain('From: Contoso <welcome@contoso.example>');
    expect(tom?.raw).toContain('Hello <b>Tom</b> & Co Berry,');
    expect(tom?.raw).toContain('Hello &lt;b&gt;Tom&lt;/b&gt; &amp; Co Berry,');
    for (const { raw } of server.messages) expect(raw).not.toMatch(uuidInText);
    expect(await send()).toEqual({ sent: 0, parked: 0, dropped: 0, deferred: 0 });
  });

  it('R1: is there exactly when its customer is, wherever the conversion is cut short', async () => {
    await saveProfile({ channelIds: [] });
    await stageOperations(world, [operationOf({ fields: { firstName: 'Ann', email: 'ann@example.com' } })]);
    const counts = async (): Promise<unknown> =>
      world.database.query(
        `SELECT (SELECT count(*) FROM customers) AS customers, (SELECT count(*) FROM customer_notifications) AS emails`,
      );
    for (const point of ['begin', 'statement 5', 'commit']) {
      world.onCrashPoint = (reached) => {
        if (reached === `convert staged customers/${point}`) throw new Error('crash');
      };
      await expect(synchronizeCustomers(headquarters)).rejects.toThrow('crash');
      expect(await counts()).toEqual([{ customers: '0', emails: '0' }]);
    }
    world.onCrashPoint = () => undefined;
    await synchronizeCustomers(headquarters);
    expect(await counts()).toEqual([{ customers: '1', emails: '1' }]);
  });

  it('goes out only for the channels of an active profile, of two the one that names the channel', async () => {
    await create('HOUSTON', { firstName: 'Before', email: 'before@example.com' });
    await saveProfile();
    await saveProfile({ emailNotificationProfileId: 'ALL', channelIds: [], senderAddress: 'all@contoso.example' });
    await create('HOUSTON', { firstName: 'Ann', email: 'ann@example.com' });
    await create('CALLCENTER', { firstName: 'Bob', email: 'bob@example.com' });
    await send();
    const senders = server.messages.map(({ to, raw }) => [to, /^From: .*<(.*)>/mu.exec(raw)?.[1]]);
    expect(senders).toEqual([
      ['ann@example.com', 'welcome@contoso.example'],
      ['bob@example.com', 'all@contoso.example'],
    ]);
    await saveProfile({ active: false });
    await create('HOUSTON', { firstName: 'Cid', email: 'cid@example.com' });
    expect(await listed('?state=pending')).toMatchObject([{ emailNotificationProfileId: 'ALL' }]);
  });

  it('R13: a refused recipient is parked with its reason, a deferred one tried later, and the others go out', async () => {
    await saveProfile();
    server.refuse('gone@example.com', 550);
    server.refuse('later@example.com', 451);
    const emails = ['gone@example.com', 'later@example.com', 'there@example.com'];
    await create('HOUSTON', ...emails.map((email) => ({ firstName: 'Any', email })));
    expect(await send()).toEqual({ sent: 1, parked: 1, dropped: 0, deferred: 1 });
    const [parked] = await listed('?state=parked');
    expect(parked).toMatchObject({ tryCount: 1, lastError: { code: 'email_refused' } });
    expect(JSON.stringify(parked)).not.toContain('gone@example.com');
    expect(await send()).toEqual({ sent: 0, parked: 0, dropped: 0, deferred: 0 });
    for (let tries = 2; tries < 6; tries++) {
      laterMs += 60 * 60_000;
      expect(await send()).toMatchObject({ deferred: 1 });
    }
    laterMs += 60 * 60_000;
    expect(await send()).toMatchObject({ deferred: 0, parked: 1 });
    server.accept('later@example.com');
    server.accept('gone@example.com');
    const one = await world.call('POST', `/notifications/${String(parked?.['notificationId'])}/retry`);
    expect(one).toEqual({ status: 200, body: { count: 1 } });
    expect(await world.call('POST', '/notifications/retry')).toEqual({ status: 200, body: { count: 1 } });
    expect(await world.call('POST', '/notifications/4711/retry')).toMatchObject({ status: 404 });
    expect(await send()).toMatchObject({ sent: 2 });
    expect(server.messages.map(({ to }) => to).toSorted()).toEqual(emails);
  });

  it('waits while the server is down, counts no try, and goes out once under the same Message-ID', async () => {
    await saveProfile();
    await server.stop();
    await create(
      'HOUSTON',
      { firstName: 'Ann', email: 'ann@example.com' },
      { firstName: 'Bob', email: 'b@example.com' },
    );
    for (let run = 0; run < 3; run++) await expect(send()).rejects.toMatchObject({ code: 'smtp_unreachable' });
    const waiting = await listed('?state=pending');
    expect(waiting).toMatchObject([
      { tryCount: 0, lastError: { code: 'smtp_unreachable' } },
      { tryCount: 0, lastError: { code: 'smtp_unreachable' } },
    ]);
    server = await startTestMailServer(server.configuration.port);
    expect(await send()).toMatchObject({ sent: 2 });
    const idOf = (raw: string | undefined): string | undefined => /^Message-ID: (<.*>)/mu.exec(raw ?? '')?.[1];
    const first = idOf(server.messages[0]?.raw);
    expect(first).toMatch(/^<[\w-]{43}@contoso\.example>$/u);
    /* The process ended between the server's answer and its record. */
    await world.database.query(`UPDATE customer_notifications SET state = 'pending', next_try_at = created_at`);
    await send();
    const ids = server.messages.map(({ raw }) => idOf(raw));
    expect(ids).toHaveLength(4);
    expect(new Set(ids).size).toBe(2);
  });

  it('is parked after three days without a server, and dropped when the address is gone', async () => {
    await saveProfile();
    await create('HOUSTON', { firstName: 'Ann', email: 'ann@example.com' });
    await world.database.query(`UPDATE customers SET document = jsonb_set(document, '{email}', 'null')`);
    expect(await send()).toMatchObject({ dropped: 1 });
    await create('HOUSTON', { firstName: 'Bob', email: 'bob@example.com' });
    await server.stop();
    laterMs = 4 * 24 * 60 * 60_000;
    await expect(send()).rejects.toMatchObject({ code: 'smtp_unreachable' });
    expect(await listed('?state=parked')).toMatchObject([{ lastError: { code: 'smtp_unreachable' } }]);
    server = await startTestMailServer();
  });

  it('a wrong password or a missing server ends the run, and no creation fails', async () => {
    await saveProfile();
    await create('HOUSTON', { firstName: 'Ann', email: 'ann@example.com' });
    const wrong = openMailServer({ ...server.configuration, password: 'wrong' });
    await expect(sendNotifications(headquarters, wrong)).rejects.toMatchObject({ code: 'smtp_unreachable' });
    wrong.close();
    await expect(sendNotifications(headquarters, null)).rejects.toMatchObject({ code: 'smtp_not_configured' });
    expect(await send()).toMatchObject({ sent: 1 });
  });

  it('a profile names each channel once, an address to write from, and placeholders that there are', async () => {
    expect(await saveProfile()).toMatchObject({ status: 200 });
    expect(await saveProfile({ emailNotificationProfileId: 'OTHER' })).toMatchObject({
      status: 409,
      body: { error: { problems: [{ code: 'email_profile_channel_taken', field: 'channelIds.0' }] } },
    });
    const templates = { ...profile.templates, fr: { ...profile.templates.fr, html: '<p>%customerid%</p>' } };
    expect(await saveProfile({ templates })).toMatchObject({
      status: 422,
      body: { error: { problems: [{ code: 'email_template_placeholder_unknown', field: 'templates.fr.html' }] } },
    });
    expect(await saveProfile({ senderAddress: 'nobody' })).toMatchObject({ status: 422 });
  });
});

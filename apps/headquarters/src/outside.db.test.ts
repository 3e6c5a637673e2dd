import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createAccessToken, newAccessToken } from '@counterfoil/database/access-tokens';
import { createTestDatabase } from '@counterfoil/database/testing';
import { startTestReceiver } from '@counterfoil/headquarters/events/receiver-fixture';
import { startTestMailServer } from '@counterfoil/headquarters/notifications/smtp-server-fixture';
import { insertSampleSettings } from '@counterfoil/headquarters/settings/sample-settings';
import { emailNotificationProfiles } from '@counterfoil/headquarters/settings/setting-kinds';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { readOutside } from './outside.ts';
import { startHeadquarters } from './start-headquarters.ts';

const soon = { timeout: 20_000, interval: 50 };

describe('the world outside headquarters', () => {
  let closing: AsyncDisposableStack;
  let folder: string;

  beforeEach(async () => {
    closing = new AsyncDisposableStack();
    folder = await mkdtemp(join(tmpdir(), 'counterfoil-outside-'));
    closing.defer(() => rm(folder, { recursive: true }));
  });
  afterEach(() => closing.disposeAsync());

  it('gets the e-mail and the events of a creation by the jobs, as the environment configures it', async () => {
    const mail = await startTestMailServer();
    closing.defer(() => mail.stop());
    const receiver = await startTestReceiver();
    closing.defer(() => receiver.stop());
    const { url: databaseUrl, drop } = await createTestDatabase(undefined);
    closing.defer(drop);
    const token = newAccessToken();
    const seams = systemSeams(silentLog);
    const { configuration } = mail;
    await writeFile(join(folder, 'password'), `${configuration.password}\n`);
    const { url, stop } = await startHeadquarters({
      databaseUrl,
      host: '127.0.0.1',
      port: 0,
      poolSize: 6,
      requestsPerMinute: 'unlimited',
      firstRecurrence: 'continuous',
      seams,
      ...readOutside({
        COUNTERFOIL_SMTP_HOST: configuration.host,
        COUNTERFOIL_SMTP_PORT: String(configuration.port),
        COUNTERFOIL_SMTP_SECURITY: 'none',
        COUNTERFOIL_SMTP_USER: 'headquarters',
        COUNTERFOIL_SMTP_PASSWORD_FILE: join(folder, 'password'),
        COUNTERFOIL_SECRETS_KEY: Buffer.alloc(32, 3).toString('base64'),
        COUNTERFOIL_EVENTS_ALLOW_PRIVATE_ADDRESSES: 'true',
      }),
      prepare: async (database) => {
        await insertSampleSettings(database);
        await createAccessToken(database, { role: 'administrator', name: 'test', token, now: seams.clock.now() });
      },
    });
    closing.defer(stop);
    const call = async (method: string, path: string, body: object): Promise<Record<string, unknown>> => {
      const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
      const answer = await fetch(`${url}${path}`, { method, headers, body: JSON.stringify(body) });
      expect(answer.status).toBeLessThan(300);
      return (await answer.json()) as Record<string, unknown>;
    };
    await call('PUT', '/settings/email-notification-profiles/WELCOME', emailNotificationProfiles.example);
    const subscription = { name: 'ERP', active: true, url: receiver.url, eventTypes: [] };
    await call('PUT', '/settings/event-subscriptions/ERP', subscription);
    receiver.secret = String((await call('POST', '/event-subscriptions/ERP/secret', {}))['secret']);
    const customer = { customerType: 'person', firstName: 'Ann', email: 'ann@example.com' };
    await call('POST', '/customers', { channelId: 'HOUSTON', customer });
    await vi.waitFor(() => expect(mail.messages.map(({ to }) => to)).toEqual(['ann@example.com']), soon);
    const types = (): string[] => receiver.deliveries.flatMap(({ events }) => events.map(({ type }) => type));
    await vi.waitFor(
      () => expect(types()).toEqual(['counterfoil.customer.created', 'counterfoil.customer.mapped']),
      soon,
    );
  });

  it('is nothing where nothing is configured, and a wrong configuration is said without its secrets', () => {
    expect(readOutside({})).toEqual({ secretsKey: null, eventsAllowPrivateAddresses: false });
    expect(() => readOutside({ COUNTERFOIL_SECRETS_KEY: 'too short' })).toThrow(/^The secrets key must be 32 random/u);
    expect(() => readOutside({ COUNTERFOIL_SECRETS_KEY_FILE: join(folder, 'none') })).toThrow('(ENOENT)');
    const wrong = { COUNTERFOIL_SMTP_HOST: 'mail.example', COUNTERFOIL_SMTP_SECURITY: 'some' };
    expect(() => readOutside(wrong)).toThrow('COUNTERFOIL_SMTP_SECURITY');
  });
});

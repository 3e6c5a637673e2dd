import { once } from 'node:events';
import { createServer } from 'node:net';
import type { JobStatus } from '@counterfoil/batch/job-status';
import { createTestDatabase, type TestDatabase } from '@counterfoil/database/testing';
import { silentLog } from '@counterfoil/platform/log';
import { systemSeams } from '@counterfoil/platform/seams';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { headquartersMigrations, openHeadquarters, type Headquarters } from '../headquarters.ts';
import { openMailServer } from '../notifications/mail-server.ts';
import { startTestMailServer } from '../notifications/smtp-server-fixture.ts';
import { deleteSetting, saveSetting } from '../settings/save-setting.ts';
import { alertRules } from '../settings/setting-kinds.ts';
import { acknowledgeAlert, listAlerts, unacknowledgedAlertCount, type KeptAlert } from './alert-list.ts';
import { processAlerts } from './alerts-job.ts';
import { quietMs } from './raise-alerts.ts';

const seams = systemSeams(silentLog);
const author = { changedBy: 'test', language: 'en' } as const;
const rule = {
  alertRuleId: 'FAILED',
  name: 'A job failed',
  active: true,
  condition: 'jobFailed' as const,
  job: null,
  minutes: 30,
  emailAddresses: [] as string[],
  senderAddress: null as string | null,
  languageId: 'en' as const,
};
let test: TestDatabase;
let headquarters: Headquarters;
let jobs: JobStatus[];

beforeEach(async () => {
  test = await createTestDatabase(headquartersMigrations);
  headquarters = await openHeadquarters({ database: test.database, seams });
  await test.database.query(`DELETE FROM setting_documents WHERE kind = 'alert-rules'`);
  await saveSetting(headquarters, alertRules, rule, author);
  jobs = [];
});
afterEach(() => test.drop());

function job(name: string, over: Partial<JobStatus> = {}): JobStatus {
  const lastRun = undefined;
  const title = { en: name, fr: name };
  return {
    name,
    title,
    aliases: [],
    recurrence: 'continuous',
    required: false,
    running: false,
    lastRun,
    nextRuns: [],
    warnings: [],
    ...over,
  };
}

const failing = (name: string): JobStatus => job(name, { warnings: ['failing'] });
const look = (): ReturnType<typeof processAlerts> =>
  processAlerts(headquarters, { mailServer: null, listJobs: () => Promise.resolve(jobs) });
const all = (): Promise<KeptAlert[]> => listAlerts(test.database, { countMax: 100 });

/** As if the last clearing had been before the quiet time. */
const waitOutQuiet = (): Promise<unknown> =>
  test.database.query(`UPDATE alerts SET cleared_at = cleared_at - make_interval(secs => $1)`, [quietMs / 1_000 + 1]);

describe('an alert', () => {
  it('is raised once however often it is seen, and cleared when its reason has gone', async () => {
    jobs = [failing('1010'), job('P-0001')];
    expect(await look()).toMatchObject({ raised: 1, raisedAgain: 0, cleared: 0 });
    expect(await look()).toMatchObject({ raised: 0, raisedAgain: 0, cleared: 0 });
    expect(await all()).toMatchObject([{ subject: '1010', clearedAt: null, raiseCount: 1 }]);
    jobs = [job('1010')];
    expect(await look()).toMatchObject({ raised: 0, cleared: 1 });
    expect((await all())[0]?.clearedAt).not.toBeNull();
    expect(await unacknowledgedAlertCount(test.database)).toBe(0);
  });

  it('that flaps is one line, and a new one only after it has been quiet', async () => {
    for (let count = 0; count < 5; count++) {
      jobs = [failing('1010')];
      await look();
      jobs = [];
      await look();
    }
    expect(await all()).toMatchObject([{ raiseCount: 5 }]);
    await waitOutQuiet();
    jobs = [failing('1010')];
    expect(await look()).toMatchObject({ raised: 1, raisedAgain: 0 });
    expect(await all()).toHaveLength(2);
  });

  it('that somebody acknowledged is no longer counted, and stays acknowledged', async () => {
    jobs = [failing('1010'), failing('P-0001')];
    await look();
    const [first] = await all();
    const now = seams.clock.now();
    expect(await acknowledgeAlert(test.database, first?.alertId ?? '', { by: 'Ann', now })).toBe(true);
    await acknowledgeAlert(test.database, first?.alertId ?? '', { by: 'Bob', now });
    await look();
    expect((await all()).map(({ acknowledgedBy }) => acknowledgedBy)).toEqual(['Ann', null]);
    expect(await unacknowledgedAlertCount(test.database)).toBe(1);
    expect(await acknowledgeAlert(test.database, '999', { by: 'Ann', now })).toBe(false);
  });

  it('goes with its rule', async () => {
    jobs = [failing('1010')];
    await look();
    await deleteSetting(headquarters, alertRules, ['FAILED'], author);
    expect(await look()).toMatchObject({ cleared: 1 });
  });

  it('tells the condition that its rule has now', async () => {
    jobs = [job('1010', { warnings: ['late', 'failing'] })];
    const conditions: string[] = [];
    for (const condition of ['jobFailed', 'jobLate', 'jobFailed'] as const) {
      await saveSetting(headquarters, alertRules, { ...rule, condition }, author);
      await look();
      conditions.push(...(await all()).map((alert) => alert.condition));
    }
    expect(conditions).toEqual(['jobFailed', 'jobLate', 'jobFailed']);
  });

  it('is of the job that the rule names, by alias as well', async () => {
    await saveSetting(headquarters, alertRules, { ...rule, job: 'Customers' }, author);
    jobs = [failing('P-0001'), { ...failing('1010'), aliases: ['customers'] }];
    await look();
    expect((await all()).map(({ subject }) => subject)).toEqual(['1010']);
  });
});

describe('the e-mail about alerts', () => {
  it('is one per rule and raising, to each address, and is not repeated when the alert flaps', async () => {
    const mail = await startTestMailServer();
    const mailServer = openMailServer({ ...mail.configuration });
    const emailAddresses = ['one@contoso.example', 'two@contoso.example'];
    const withMail = { ...rule, emailAddresses, senderAddress: 'counterfoil@contoso.example' };
    await saveSetting(headquarters, alertRules, withMail, author);
    const write = (): ReturnType<typeof processAlerts> =>
      processAlerts(headquarters, { mailServer, listJobs: () => Promise.resolve(jobs) });
    jobs = [failing('1010'), failing('P-0001')];
    expect(await write()).toMatchObject({ raised: 2, mails: 2 });
    expect(mail.messages.map(({ to }) => to)).toEqual(emailAddresses);
    expect(mail.messages[0]?.raw).toContain('A job failed (2)');
    expect((await all()).map(({ mailState }) => mailState)).toEqual(['sent', 'sent']);
    for (const present of [[], jobs, [], jobs]) {
      jobs = present;
      await write();
    }
    expect(mail.messages).toHaveLength(2);
    mailServer.close();
    await mail.stop();
  });

  it('tries a mail server that is away once, not for each rule and address', async () => {
    const { configuration, stop } = await startTestMailServer();
    await stop();
    let callCount = 0;
    const away = createServer((socket) => {
      callCount += 1;
      socket.destroy();
    });
    await once(away.listen(configuration.port, configuration.host), 'listening');
    const mailServer = openMailServer(configuration);
    const from = { name: 'Counterfoil', address: 'counterfoil@contoso.example' };
    await mailServer.send({
      messageId: '<1@contoso.example>',
      to: from.address,
      from,
      subject: '',
      text: '',
      html: '',
    });
    const callsOfOneMail = callCount;
    callCount = 0;
    const emailAddresses = ['one@contoso.example', 'two@contoso.example'];
    const withMail = { ...rule, emailAddresses, senderAddress: 'counterfoil@contoso.example' };
    for (const alertRuleId of ['FAILED', 'AGAIN']) {
      await saveSetting(headquarters, alertRules, { ...withMail, alertRuleId }, author);
    }
    jobs = [failing('1010')];
    const options = { mailServer, listJobs: () => Promise.resolve(jobs) };
    expect(await processAlerts(headquarters, options)).toMatchObject({ raised: 2, mails: 0 });
    expect(callCount).toBe(callsOfOneMail);
    expect((await all()).map(({ mailState }) => mailState)).toEqual(['pending', 'pending']);
    mailServer.close();
    away.close();
  });

  it('waits for a mail server that is away, and goes once it is back', async () => {
    const away = await startTestMailServer();
    const { port } = away.configuration;
    await away.stop();
    const withMail = { ...rule, emailAddresses: ['one@contoso.example'], senderAddress: 'counterfoil@contoso.example' };
    await saveSetting(headquarters, alertRules, withMail, author);
    const mailServer = openMailServer(away.configuration);
    const write = (): ReturnType<typeof processAlerts> =>
      processAlerts(headquarters, { mailServer, listJobs: () => Promise.resolve(jobs) });
    jobs = [failing('1010')];
    expect(await write()).toMatchObject({ raised: 1, mails: 0 });
    expect((await all())[0]?.mailState).toBe('pending');
    const back = await startTestMailServer(port);
    expect(await write()).toMatchObject({ raised: 0, mails: 1 });
    expect((await all())[0]?.mailState).toBe('sent');
    mailServer.close();
    await back.stop();
  });
});

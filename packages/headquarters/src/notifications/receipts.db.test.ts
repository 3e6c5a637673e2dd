import type { RetailTransaction } from '@counterfoil/contracts/retail-transaction';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openAdministrationWorld,
  operationOf,
  stageOperations,
  type AdministrationWorld,
} from '../api/administration-fixture.ts';
import { synchronizeCustomers } from '../conversion/synchronize-customers.ts';
import { exampleRetailTransaction } from '../exchange-api/transactions.ts';
import type { Headquarters } from '../headquarters.ts';
import { receiveTransactions } from '../orders/receive-transactions.ts';
import { emailNotificationProfiles } from '../settings/setting-kinds.ts';
import { openMailServer, type MailServer } from './mail-server.ts';
import { receiptNumberWaitMs } from './notifications.ts';
import { sendNotifications } from './send-notifications.ts';
import { startTestMailServer, type TestMailServer } from './smtp-server-fixture.ts';

const uuidInText = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/iu;

describe('a receipt by e-mail', () => {
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
    await saveProfile();
  });

  afterEach(async () => {
    mailServer.close();
    await server.stop();
    await world.close();
  });

  async function saveProfile(changes: object = {}): Promise<void> {
    const { emailNotificationProfileId, ...fields } = {
      ...emailNotificationProfiles.example,
      channelIds: [],
      ...changes,
    };
    const path = `/settings/email-notification-profiles/${emailNotificationProfileId}`;
    expect(await world.call('PUT', path, { body: fields })).toMatchObject({ status: 200 });
  }

  const sale: RetailTransaction = {
    ...exampleRetailTransaction,
    transactionType: 'cashAndCarry',
    customerId: null,
    lines: [
      { itemId: '81125', quantity: '2', price: '19.95', amount: '39.90' },
      { itemId: 'A/b', quantity: '1', price: '1.00', amount: '1.00' },
    ],
    totalAmount: '40.90',
    receiptEmail: 'lea@example.com',
    receiptLanguage: 'fr',
  };

  async function stage(transactions: readonly object[], receiptRequests?: unknown[]): Promise<unknown> {
    return receiveTransactions(headquarters, 'paris', {
      headquartersEpochId: headquarters.epoch.epochId,
      entries: transactions.map((transaction) => ({ transaction, givenUp: false, knownSalesOrderNumber: null })),
      ...(receiptRequests && { receiptRequests }),
    });
  }

  const send = () => sendNotifications(headquarters, mailServer);

  /** What a person reads: the text part, decoded. */
  function textsOf(): string[] {
    return server.messages.map(({ raw }) =>
      Buffer.from(
        raw
          .replaceAll(/=\r?\n/gu, '')
          .replaceAll(/=([0-9A-F]{2})/gu, (_whole, hex: string) => String.fromCharCode(Number.parseInt(hex, 16))),
        'latin1',
      ).toString('utf8'),
    );
  }

  it('goes out once however often its transaction comes, in its language, with all that a shopper reads', async () => {
    for (let time = 0; time < 3; time++) await stage([sale]);
    expect(await send()).toEqual({ sent: 1, parked: 0, dropped: 0, deferred: 0 });
    await stage([sale]);
    expect(await send()).toMatchObject({ sent: 0 });
    const [text] = textsOf();
    expect(server.messages[0]?.to).toBe('lea@example.com');
    for (const part of ['Numéro du reçu: PARIS-PARIS-2-MVOH8SG0', '26 octobre 2026', '2 x 81125', 'Total: 40,90 EUR']) {
      expect(text).toContain(part);
    }
    expect(text).not.toContain('Compte client');
    expect(server.messages[0]?.raw).not.toMatch(uuidInText);
  });

  it('R3: waits for the account number of a pending customer, and has it then', async () => {
    const operation = operationOf({ fields: { firstName: 'Léa', email: null } });
    await stageOperations(world, [operation]);
    await stage([{ ...sale, customerId: operation.customerId }]);
    expect(await send()).toMatchObject({ sent: 0 });
    await synchronizeCustomers(headquarters);
    expect(await send()).toMatchObject({ sent: 1 });
    expect(textsOf()[0]).toMatch(/Compte client: C-\d{9}/u);
    expect(server.messages[0]?.raw).not.toMatch(uuidInText);
  });

  it('R3: says after ten minutes that the number is pending, and names no identifier', async () => {
    await stage([{ ...sale, customerId: '01938f2e-7c1a-7b3e-9f00-0a1b2c3d4e61' }]);
    laterMs = receiptNumberWaitMs + 1_000;
    expect(await send()).toMatchObject({ sent: 1 });
    expect(textsOf()[0]).toContain('Compte client: En attente de synchronisation');
    expect(server.messages[0]?.raw).not.toMatch(uuidInText);
  });

  it('R1: is there exactly when its transaction is, wherever the staging is cut short', async () => {
    const counts = (): Promise<unknown> =>
      world.database.query(
        `SELECT (SELECT count(*)::integer FROM retail_transactions) AS sales,
           (SELECT count(*)::integer FROM customer_notifications) AS emails`,
      );
    for (const point of ['begin', 'statement 1', 'commit']) {
      world.onCrashPoint = (reached) => {
        if (reached === `stage transactions/${point}`) throw new Error('crash');
      };
      await expect(stage([sale])).rejects.toThrow('crash');
      expect(await counts()).toEqual([{ sales: 0, emails: 0 }]);
    }
    world.onCrashPoint = () => undefined;
    await stage([sale, { ...sale, transactionId: 'PARIS-2', receiptNumber: 'P-2', receiptEmail: null }]);
    expect(await counts()).toEqual([{ sales: 2, emails: 1 }]);
  });

  it('R13: an address that is refused is parked with its reason, and holds up neither sale nor receipt', async () => {
    server.refuse('gone@example.com', 550);
    await stage([
      { ...sale, receiptEmail: 'gone@example.com' },
      { ...sale, transactionId: 'PARIS-2', receiptNumber: 'P-2' },
    ]);
    expect(await send()).toEqual({ sent: 1, parked: 1, dropped: 0, deferred: 0 });
    const { body } = await world.call('GET', '/notifications?state=parked');
    expect(body).toMatchObject({
      notifications: [{ notificationType: 'customerReceipt', lastError: { code: 'email_refused' } }],
    });
    expect(JSON.stringify(body)).not.toContain('gone@example.com');
  });

  it('is parked while no profile says who sends it, and goes out once one does', async () => {
    await saveProfile({ active: false });
    await stage([sale]);
    expect(await send()).toMatchObject({ parked: 1 });
    const { body } = await world.call('GET', '/notifications?state=parked');
    expect(body).toMatchObject({ notifications: [{ lastError: { code: 'receipt_sender_missing' } }] });
    await saveProfile();
    await world.call('POST', '/notifications/retry');
    expect(await send()).toMatchObject({ sent: 1 });
  });

  it('is sent once more, or elsewhere, once for each request; the address is forgotten then', async () => {
    await stage([sale]);
    await send();
    const request = {
      requestId: '019b0000-0000-7000-8000-0000000000d1',
      transactionId: sale.transactionId,
      receiptEmail: 'ann@example.com',
      receiptLanguage: 'en',
    };
    const unknown = { ...request, requestId: '019b0000-0000-7000-8000-0000000000d2', transactionId: 'UNKNOWN' };
    for (let time = 0; time < 2; time++) {
      expect(await stage([], [request, { ...request, receiptEmail: 'nobody' }, unknown, null])).toMatchObject({
        refusedReceipts: [
          { index: 1, code: 'request_invalid' },
          { index: 2, code: 'transaction_unknown' },
          { index: 3, code: 'request_invalid' },
        ],
      });
    }
    expect(await send()).toMatchObject({ sent: 1 });
    expect(server.messages.map(({ to }) => to)).toEqual(['lea@example.com', 'ann@example.com']);
    expect(textsOf()[1]).toContain('Total: 40.90 EUR');
    const kept = await world.database.query('SELECT recipient FROM customer_notifications WHERE recipient IS NOT NULL');
    expect(kept).toEqual([]);
  });

  it('R15: no scale unit has receipts sent of transactions of another one', async () => {
    await stage([sale]);
    const requests = [
      {
        requestId: '019b0000-0000-7000-8000-0000000000d3',
        transactionId: sale.transactionId,
        receiptEmail: 'thief@example.com',
        receiptLanguage: 'en',
      },
    ];
    const answer = await receiveTransactions(headquarters, 'houston', {
      headquartersEpochId: headquarters.epoch.epochId,
      entries: [],
      receiptRequests: requests,
    });
    expect(answer.refusedReceipts).toEqual([{ index: 0, code: 'transaction_unknown' }]);
    await send();
    expect(server.messages.map(({ to }) => to)).toEqual(['lea@example.com']);
  });

  it('R17: a transaction that was staged before there were receipts is the same when it comes again', async () => {
    const { receiptEmail: _email, receiptLanguage: _language, ...older } = sale;
    await stage([older]);
    await world.database.query(
      "UPDATE retail_transactions SET arrived_document = arrived_document - ARRAY['receiptEmail', 'receiptLanguage']",
    );
    expect(await stage([older])).toEqual({ staged: 1, parked: [] });
    expect(await stage([sale])).toMatchObject({ parked: [{ code: 'transaction_id_taken' }] });
  });
});

import { createHash } from 'node:crypto';
import { CodedError, refuse } from '@counterfoil/contracts/refusal';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import { accountLabel } from '@counterfoil/customer/display';
import type { Headquarters } from '../headquarters.ts';
import type { EmailNotificationProfile } from '../settings/kinds/email-notification-profiles.ts';
import { fillTemplate, languageOfCustomer, templateValues } from './fill-template.ts';
import type { Mail, MailServer } from './mail-server.ts';
import {
  claimDueNotifications,
  endNotification,
  giveBackNotifications,
  hasDueNotifications,
  putOffNotification,
  type DueNotification,
  type ReceiptNotification,
} from './notifications.ts';
import { writeReceipt } from './write-receipt.ts';

/** What one run of the job did, in e-mails. */
export interface SendNotificationsResult {
  readonly sent: number;
  readonly parked: number;
  readonly dropped: number;
  /** To be tried again later. */
  readonly deferred: number;
}

const batchCountMax = 50;
/** Tries of one e-mail that the server could not take yet; 50 minutes altogether. */
const tryCountMax = 6;
/** The wait after the first of them; it doubles. */
const backOffFirstMs = 60_000;
/** E-mails that have waited longer for a mail server are parked. */
const waitMaxMs = 3 * 24 * 60 * 60 * 1_000;

/**
 * The job that sends e-mails to customers (WD-22). One that is refused is parked, one that is deferred is tried again
 * later, and neither is in the way of another. Errors: `smtp_unreachable` and `smtp_not_configured` end the run; the
 * e-mails wait. Running it again sends nothing twice, except where the process ended between the server's answer and its
 * record: then under the same Message-ID.
 */
export async function sendNotifications(
  headquarters: Headquarters,
  mailServer: MailServer | null,
  signal?: AbortSignal,
): Promise<SendNotificationsResult> {
  const { clock } = headquarters.seams;
  const total = { sent: 0, parked: 0, dropped: 0, deferred: 0 };
  while (!signal?.aborted && (await hasDueNotifications(headquarters.database, clock.now()))) {
    if (!mailServer) throw refuse('smtp_not_configured');
    const now = clock.now();
    const nextTryAt = new Date(now.getTime() + backOffFirstMs);
    const due = await claimDueNotifications(headquarters.database, { now, nextTryAt, countMax: batchCountMax });
    await sendBatch(headquarters, mailServer, due, { total, signal });
  }
  return total;
}

type Fate = keyof SendNotificationsResult;

interface BatchContext {
  readonly total: Record<Fate, number>;
  readonly signal: AbortSignal | undefined;
}

async function sendBatch(
  headquarters: Headquarters,
  mailServer: MailServer,
  due: readonly DueNotification[],
  { total, signal }: BatchContext,
): Promise<void> {
  for (const [index, notification] of due.entries()) {
    const fate = signal?.aborted ? 'stopped' : await sendOne(headquarters, mailServer, notification);
    if (fate !== 'stopped' && fate !== 'unreachable') {
      total[fate]++;
      continue;
    }
    const { clock } = headquarters.seams;
    const now = clock.now();
    const problem: Problem = { code: 'smtp_unreachable', field: '' };
    const untried = due.slice(index).map(({ notificationId }) => notificationId);
    const parkedBefore = new Date(now.getTime() - waitMaxMs);
    await giveBackNotifications(headquarters.database, untried, { problem, now, parkedBefore });
    if (fate === 'unreachable') throw new CodedError('smtp_unreachable');
    return;
  }
}

async function sendOne(
  headquarters: Headquarters,
  mailServer: MailServer,
  notification: DueNotification,
): Promise<Fate | 'unreachable'> {
  const { database, seams } = headquarters;
  const { notificationId } = notification;
  const end = async (state: 'sent' | 'parked' | 'dropped', problem: Problem | null = null): Promise<Fate> => {
    await endNotification(database, notificationId, { state, problem, now: seams.clock.now() });
    return state;
  };
  if (notification.receipt && !notification.profile) {
    return end('parked', { code: 'receipt_sender_missing', field: '' });
  }
  const mail = mailOf(notification);
  if (!mail) return end('dropped');
  const fate = await mailServer.send(mail);
  switch (fate.kind) {
    case 'accepted':
      return end('sent');
    case 'refused':
      return end('parked', fate.problem);
    case 'deferred': {
      if (notification.tryCount >= tryCountMax) return end('parked', fate.problem);
      const waitMs = backOffFirstMs * 2 ** (notification.tryCount - 1) * (1 + seams.random.next());
      const nextTryAt = new Date(seams.clock.now().getTime() + waitMs);
      await putOffNotification(database, notificationId, fate.problem, nextTryAt);
      return 'deferred';
    }
    case 'unreachable':
      return 'unreachable';
  }
}

/** The e-mail as of now; null when the customer has no address or the profile is off by now. */
function mailOf(notification: DueNotification): Mail | null {
  const { customer, profile, receipt } = notification;
  if (receipt && profile) return receiptMailOf(notification, receipt, profile);
  if (!customer?.email || customer.deactivated || !profile?.active) return null;
  const template = profile.templates[languageOfCustomer(customer.languageId)];
  const { channelName, legalEntityName } = notification;
  return {
    messageId: messageIdOf(notification, profile.senderAddress),
    from: { name: profile.senderName, address: profile.senderAddress },
    to: customer.email,
    ...fillTemplate(template, templateValues(customer, { channelName, legalEntityName })),
  };
}

/** The receipt, with the customer's account number as it is now. */
function receiptMailOf(
  notification: DueNotification,
  receipt: ReceiptNotification,
  profile: EmailNotificationProfile,
): Mail {
  const { customer, customerId, channelName, legalEntityName } = notification;
  return {
    messageId: messageIdOf(notification, profile.senderAddress),
    from: { name: profile.senderName, address: profile.senderAddress },
    to: receipt.recipient,
    ...writeReceipt(receipt, {
      storeName: channelName,
      companyName: legalEntityName,
      account: customerId === null ? null : accountLabel(customer?.customerAccountNumber ?? null, receipt.language),
    }),
  };
}

/** One per customer and kind of e-mail or per receipt, at every try; no identifier can be read from it (R3). */
function messageIdOf({ notificationType, customerId, receipt }: DueNotification, senderAddress: string): string {
  const subject = receipt ? `${receipt.transaction.transactionId} ${receipt.requestId ?? ''}` : customerId;
  const digest = createHash('sha256').update(`${notificationType} ${subject}`).digest('base64url');
  return `<${digest}@${senderAddress.slice(senderAddress.lastIndexOf('@') + 1)}>`;
}

import { createHash } from 'node:crypto';
import type { AlertRule } from '@counterfoil/contracts/administration/alerts';
import type { Database } from '@counterfoil/database/database';
import type { Mail, MailFate, MailServer } from '../notifications/mail-server.ts';
import { alertsToWriteAbout, endAlertMails, type KeptAlert } from './alert-list.ts';

/** Alerts told of in one e-mail, at most; how many more there are is said. */
const listedCountMax = 50;

/**
 * Writes about the alerts that were raised, one e-mail per rule however many there are. Of a mail server that takes
 * nothing at all the next run tries again; once anybody has got it nobody gets it twice. Answers the e-mails accepted.
 */
export async function writeAlertMails(
  database: Database,
  mailServer: MailServer,
  rules: readonly AlertRule[],
): Promise<number> {
  let acceptedCount = 0;
  for (const [ruleId, alerts] of Map.groupBy(await alertsToWriteAbout(database), ({ alertRuleId }) => alertRuleId)) {
    const ids = alerts.map(({ alertId }) => alertId);
    const rule = rules.find(({ alertRuleId }) => alertRuleId === ruleId);
    if (!rule || rule.senderAddress === null || rule.emailAddresses.length === 0) {
      await endAlertMails(database, ids, 'none');
      continue;
    }
    const fates = await fatesOf(mailServer, mailsAbout(rule, rule.senderAddress, alerts));
    const accepted = fates.filter((fate) => fate === 'accepted').length;
    acceptedCount += accepted;
    if (accepted === fates.length) await endAlertMails(database, ids, 'sent');
    else if (accepted > 0 || fates.every((fate) => fate === 'refused')) await endAlertMails(database, ids, 'failed');
    if (fates.includes('unreachable')) break;
  }
  return acceptedCount;
}

/** What became of each e-mail, up to the first for which the server is away: the next alerts don't wait for all of them. */
async function fatesOf(mailServer: MailServer, mails: readonly Mail[]): Promise<MailFate['kind'][]> {
  const fates: MailFate['kind'][] = [];
  for (const mail of mails) {
    const { kind } = await mailServer.send(mail);
    fates.push(kind);
    if (kind === 'unreachable') break;
  }
  return fates;
}

const words = {
  en: {
    subject: (name: string, count: number) => `Counterfoil: ${name} (${count})`,
    toDo: 'What to do:',
    more: (count: number) => `And ${count} more: see the page Alerts.`,
  },
  fr: {
    subject: (name: string, count: number) => `Counterfoil : ${name} (${count})`,
    toDo: 'Que faire :',
    more: (count: number) => `Et ${count} de plus : voyez la page Alertes.`,
  },
} as const;

/** The e-mail about `alerts`, once for each address of the rule. */
export function mailsAbout(rule: AlertRule, senderAddress: string, alerts: readonly KeptAlert[]): Mail[] {
  const { languageId, emailAddresses } = rule;
  const { subject, toDo, more } = words[languageId];
  const listed = alerts.slice(0, listedCountMax);
  const paragraphs = listed.map(({ message, remedy }) => `${message[languageId]}\n${toDo} ${remedy[languageId]}`);
  if (alerts.length > listed.length) paragraphs.push(more(alerts.length - listed.length));
  const content = {
    from: { name: 'Counterfoil', address: senderAddress },
    subject: subject(rule.name.replaceAll(/\s+/gu, ' '), alerts.length),
    text: paragraphs.join('\n\n'),
    html: paragraphs.map((text) => `<p>${escaped(text).replaceAll('\n', '<br>')}</p>`).join(''),
  };
  const ids = alerts.map(({ alertId }) => alertId).join(' ');
  return emailAddresses.map((to) => ({ messageId: messageIdOf(`${ids} ${to}`, senderAddress), to, ...content }));
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;');
}

function messageIdOf(text: string, senderAddress: string): string {
  const digest = createHash('sha256').update(`alert ${text}`).digest('base64url');
  return `<${digest}@${senderAddress.slice(senderAddress.lastIndexOf('@') + 1)}>`;
}

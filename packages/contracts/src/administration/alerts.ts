import { z } from 'zod';

/** What an alert rule looks for. */
export const alertConditions = [
  'jobFailed',
  'jobLate',
  'jobWithheld',
  'jobRunsLong',
  'customersPending',
  'downloadSuspended',
  'numberSequence',
] as const;
export type AlertCondition = (typeof alertConditions)[number];

/** What became of the e-mail about an alert. */
export const alertMailStates = ['none', 'pending', 'sent', 'failed'] as const;

/** Something that a rule found, from its raising on. */
export const alertSchema = z.strictObject({
  alertId: z.string().regex(/^\d{1,18}$/u),
  alertRuleId: z.string(),
  condition: z.enum(alertConditions),
  /** The job, the channel database or the number sequence it is about. */
  subject: z.string(),
  message: z.string(),
  /** What to do. */
  remedy: z.string(),
  raisedAt: z.string(),
  lastSeenAt: z.string(),
  /** Null while it is so. */
  clearedAt: z.string().nullable(),
  /** How often it was raised: more than once when it came back soon after it had gone. */
  raiseCount: z.number().int(),
  acknowledgedAt: z.string().nullable(),
  acknowledgedBy: z.string().nullable(),
  mailState: z.enum(alertMailStates),
});

export const alertsAnswerSchema = z.strictObject({
  alerts: z.array(alertSchema),
  /** Alerts that are so at present and that nobody has acknowledged. */
  unacknowledgedCount: z.number().int(),
  nextCursor: z.string().nullable(),
});

export type Alert = z.infer<typeof alertSchema>;
export type AlertsAnswer = z.infer<typeof alertsAnswerSchema>;

/** A rule of administrators: what is looked for, and who is written to. */
export interface AlertRule {
  readonly alertRuleId: string;
  readonly name: string;
  readonly active: boolean;
  readonly condition: AlertCondition;
  readonly job: string | null;
  readonly minutes: number;
  /** Who is written to when it raises an alert; nobody: the alert is only shown. */
  readonly emailAddresses: readonly string[];
  /** In whose name; null where nobody is written to. */
  readonly senderAddress: string | null;
  readonly languageId: 'en' | 'fr';
}

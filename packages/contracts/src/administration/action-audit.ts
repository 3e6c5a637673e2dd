import { z } from 'zod';

/**
 * How an action ended: `refused` by a rule, `failed` by an outage or a bug. One that stays `began` was cut short; whether
 * it took effect isn't known.
 */
export const actionOutcomes = ['began', 'succeeded', 'refused', 'failed'] as const;
export type ActionOutcome = (typeof actionOutcomes)[number];

const settingChangeSchema = z.strictObject({
  /** For example `functionality profile POS-SYNC`. */
  setting: z.string(),
  oldValue: z.unknown(),
  newValue: z.unknown(),
});
export type AuditedSettingChange = z.infer<typeof settingChangeSchema>;

/** One line of the page *Audit trail*. */
export const auditEntrySchema = z.strictObject({
  entryId: z.string(),
  /** When it began. */
  at: z.string(),
  endedAt: z.string().nullable(),
  /** Who: at the identity provider, or by a token of the API. */
  subject: z.string(),
  name: z.string().nullable(),
  roles: z.array(z.string()).readonly(),
  /** Name of the route; null for a change of settings by a job, in the name of whoever asked for it. */
  action: z.string().nullable(),
  parameters: z.record(z.string(), z.string()),
  outcome: z.enum(actionOutcomes),
  /** Of the error register, where it was refused or failed. */
  code: z.string().nullable(),
  /** What it changed of the settings. */
  changes: z.array(settingChangeSchema).readonly(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

/** `GET /action-audit` */
export const auditPageSchema = z.strictObject({
  entries: z.array(auditEntrySchema).readonly(),
  nextCursor: z.string().nullable(),
});
export type AuditPage = z.infer<typeof auditPageSchema>;

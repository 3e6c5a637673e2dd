import { alertConditions, type AlertRule } from '@counterfoil/contracts/administration/alerts';
import { isEmail } from '@counterfoil/customer/validate/field-formats';
import { z } from 'zod';
import { defineSettingKind } from '../setting-kind.ts';
import { duplicates, idSchema, nameSchema } from './shapes.ts';

const minutesMax = 7 * 24 * 60;
const addressSchema = z.string().min(1).max(254);
const addressCountMax = 50;

const ruleSchema = z.strictObject({
  alertRuleId: idSchema,
  name: nameSchema,
  active: z.boolean(),
  condition: z.enum(alertConditions),
  /** Null: every job. */
  job: z.string().min(1).max(200).nullable(),
  /** Of the conditions that last: after so many minutes. */
  minutes: z.number().int().min(1).max(minutesMax),
  /** None: the alert is only shown. */
  emailAddresses: z.array(addressSchema).max(addressCountMax),
  senderAddress: addressSchema.nullable(),
  languageId: z.enum(['en', 'fr']),
});

const example = {
  alertRuleId: 'PENDING',
  name: 'Customers wait for long',
  active: true,
  condition: 'customersPending' as const,
  job: null,
  minutes: 30,
  emailAddresses: ['it@contoso.example'],
  senderAddress: 'counterfoil@contoso.example',
  languageId: 'en' as const,
} satisfies AlertRule;

/** What is raised as an alert, and who is written to (BX-06). */
export const alertRules = defineSettingKind({
  name: 'alert-rules',
  title: { en: 'alert rule', fr: "règle d'alerte" },
  description:
    'What is raised as an alert: a job that failed, is late, withheld or runs for long, customers that wait, a suspended ' +
    'download session, a number sequence near its end. With e-mail, each raising is written about once.',
  key: ['alertRuleId'],
  schema: ruleSchema,
  storage: { documents: true },
  job: null,
  example,
  check: ({ emailAddresses, senderAddress }) => {
    const isWritten = emailAddresses.length > 0;
    const fields: [string, string][] = [
      ...emailAddresses.map((address, index): [string, string] => [`emailAddresses.${index}`, address]),
      ...(senderAddress === null ? [] : [['senderAddress', senderAddress] as [string, string]]),
    ];
    return [
      ...fields
        .filter(([, address]) => !isEmail(address))
        .map(([field, value]) => ({ code: 'alert_address_invalid', field, parameters: { value } })),
      ...duplicates('emailAddresses', emailAddresses),
      ...(isWritten && senderAddress === null ? [{ code: 'field_required', field: 'senderAddress' }] : []),
    ];
  },
});

import type { Problem } from '@counterfoil/contracts/customer-operation';
import { isEmail } from '@counterfoil/customer/validate/field-formats';
import { z } from 'zod';
import { defineSettingKind, type SettingRuleContext } from '../setting-kind.ts';
import { readSettings } from '../setting-store.ts';
import { duplicates, idSchema, idsSchema, nameSchema, references } from './shapes.ts';

/** What a template can say of the customer, written `%customername%`. */
export const templatePlaceholders = [
  'customername',
  'firstname',
  'lastname',
  'accountnumber',
  'channelname',
  'legalentityname',
] as const;

/** A placeholder as it stands in a template; the group is its name. */
export const placeholderPattern = /%(\p{L}+)%/gu;

const bodyLengthMax = 50_000;
const templateSchema = z.strictObject({
  subject: z.string().min(1).max(200),
  /** Values are escaped when they are put in. */
  html: z.string().min(1).max(bodyLengthMax),
  text: z.string().min(1).max(bodyLengthMax),
});

const profileSchema = z.strictObject({
  emailNotificationProfileId: idSchema,
  name: nameSchema,
  active: z.boolean(),
  /** None: every channel that no other profile names, and headquarters itself. */
  channelIds: idsSchema,
  senderAddress: z.string().min(1).max(254),
  senderName: nameSchema,
  templates: z.strictObject({ en: templateSchema, fr: templateSchema }),
});

/** An e-mail notification profile. */
export type EmailNotificationProfile = z.infer<typeof profileSchema>;
/** Subject and body of an e-mail in one language, with placeholders. */
export type EmailTemplate = z.infer<typeof templateSchema>;

/** Which channels write "Customer created" e-mails, and what they say (WD-22). */
export const emailNotificationProfiles = defineSettingKind({
  name: 'email-notification-profiles',
  title: { en: 'e-mail notification profile', fr: 'profil de notification par e-mail' },
  description:
    'The e-mail *Customer created*: which channels send it, from whom, and a template per language with the ' +
    `placeholders ${templatePlaceholders.map((name) => `%${name}%`).join(', ')}. Without channels the profile is that ` +
    'of all channels that no other one names.',
  key: ['emailNotificationProfileId'],
  schema: profileSchema,
  storage: { documents: true },
  multilineFields: ['html', 'text'],
  job: null,
  example: {
    emailNotificationProfileId: 'WELCOME',
    name: 'Welcome',
    active: true,
    channelIds: ['HOUSTON'],
    senderAddress: 'welcome@contoso.example',
    senderName: 'Contoso',
    templates: {
      en: {
        subject: 'Welcome to %channelname%',
        html: '<p>Hello %customername%,</p><p>your customer account is <b>%accountnumber%</b>.</p>',
        text: 'Hello %customername%,\n\nyour customer account is %accountnumber%.\n',
      },
      fr: {
        subject: 'Bienvenue chez %channelname%',
        html: '<p>Bonjour %customername%,</p><p>votre compte client est le <b>%accountnumber%</b>.</p>',
        text: 'Bonjour %customername%,\n\nvotre compte client est le %accountnumber%.\n',
      },
    },
  },
  refersTo: ['channels'],
  references: ({ channelIds }) => references('channelIds', 'channels', channelIds),
  check: (profile) => [
    ...duplicates('channelIds', profile.channelIds),
    ...(isEmail(profile.senderAddress) ? [] : [{ code: 'email_invalid', field: 'senderAddress' }]),
    ...placeholderProblems(profile),
  ],
  verify: overlapProblems,
});

function placeholderProblems({ templates }: EmailNotificationProfile): Problem[] {
  const known: readonly string[] = templatePlaceholders;
  return Object.entries(templates).flatMap(([language, template]) =>
    Object.entries(template).flatMap(([part, content]) =>
      [...content.matchAll(placeholderPattern)]
        .map(([, value = '']) => value)
        .filter((value) => !known.includes(value))
        .map((value) => ({
          code: 'email_template_placeholder_unknown',
          field: `templates.${language}.${part}`,
          parameters: { value, names: known.join(', ') },
        })),
    ),
  );
}

/** A customer gets one e-mail: of the active profiles only one is for a channel, and one for all others. */
async function overlapProblems(profile: EmailNotificationProfile, { tx }: SettingRuleContext): Promise<Problem[]> {
  if (!profile.active) return [];
  const others = (await readSettings(tx, emailNotificationProfiles)).filter(
    (other) => other.active && other.emailNotificationProfileId !== profile.emailNotificationProfileId,
  );
  const taken = (channel: string, isTaken: (other: EmailNotificationProfile) => boolean, field: string): Problem[] =>
    others
      .filter(isTaken)
      .map((other) => ({ code: 'email_profile_channel_taken', field, parameters: { value: other.name, channel } }));
  if (profile.channelIds.length === 0) return taken('*', ({ channelIds }) => channelIds.length === 0, 'channelIds');
  return profile.channelIds.flatMap((channelId, index) =>
    taken(channelId, ({ channelIds }) => channelIds.includes(channelId), `channelIds.${index}`),
  );
}

import { z } from 'zod';
import { defineSettingKind } from '../setting-kind.ts';

/** What becomes of a download session after its tries. */
export const whenTryCountReached = ['suspend', 'cancel'] as const;

/** The Commerce scheduler parameters (WD-31). */
export const commerceSchedulerParameters = defineSettingKind({
  name: 'commerce-scheduler-parameters',
  title: { en: 'Commerce scheduler parameters', fr: 'paramètres du planificateur Commerce' },
  description:
    'How often a download session may fail (Try count), and what becomes of it then. Suspended, it holds up all that ' +
    'stands behind it until somebody lets it try again. Canceled, the channel database passes over its rows and goes on ' +
    'with what stands behind; the rows are packed again after 5 minutes, then after twice as long each time, once a ' +
    'day at most, or when somebody lets the canceled session try again; the list of download sessions shows when. A ' +
    'session that follows a change of address books is suspended even so: passed over, channels would show customers ' +
    'that are no longer theirs.',
  key: [],
  schema: z.strictObject({
    /** Failures of one session. */
    tryCount: z.number().int().min(1).max(1_000),
    whenTryCountReached: z.enum(whenTryCountReached),
  }),
  storage: { documents: true },
  job: null,
  initial: { tryCount: 3, whenTryCountReached: 'suspend' },
  example: { tryCount: 3, whenTryCountReached: 'cancel' },
});

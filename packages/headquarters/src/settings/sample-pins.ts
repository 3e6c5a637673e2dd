import type { PinVerifier } from '@counterfoil/contracts/worker-sessions';
import { prepared, type Tx } from '@counterfoil/database/database';
import { raiseSettingsVersion } from './settings-versions.ts';

/** A PIN that the demonstration shows to everybody, with what it is compared with. */
export interface SamplePin {
  readonly workerId: string;
  readonly pin: string;
  readonly verifier: PinVerifier;
}

const rounds = { algorithm: 'PBKDF2-SHA-256', iterations: 600_000 } as const;

/* Made once and written down: making them anew takes a second of work at every start. */
export const samplePins: readonly SamplePin[] = [
  {
    workerId: '000110',
    pin: '1110',
    salt: 'NfV-sW4be8v6cmsPlRHViQ',
    hash: '32YfljfGJMqqbP6TSj5AGRuYNwrE-GAe3_qPipS7NxY',
  },
  {
    workerId: '000120',
    pin: '1120',
    salt: 'BpLD0SPKxE0mAVsR8d_A2Q',
    hash: 'bR0pqyAwCGdhGnfDptys-e3mYw02lGDlS5OO2LRqoKY',
  },
  {
    workerId: '000160',
    pin: '1160',
    salt: '1kgKHiAjLNj_RihtmHBNEw',
    hash: '7OY-xxHSRN8yxCXeBUW8TDJaoWQfdZANbIGWx3QIrhc',
  },
  {
    workerId: '000170',
    pin: '1170',
    salt: 'Ps0lEwDaGVwPYrpfRBT-2w',
    hash: '1iQarwHU_p2JRzNtH1TwGs1umffwo3qZUcIQpLOx1SM',
  },
  {
    workerId: '000190',
    pin: '1190',
    salt: 'XKy_k86i1Teo0SnNdHrGRw',
    hash: 'iNZG7PiRrOM6QDCjkJFYqNeY0Dxa8Rds81weih1IWqw',
  },
].map(({ workerId, pin, ...verifier }) => ({ workerId, pin, verifier: { ...rounds, ...verifier } }));

const insertVerifiers = prepared(
  'insert-sample-pin-verifiers',
  `INSERT INTO worker_pin_verifiers (worker_id, verifier, set_at, set_by)
   SELECT worker_id, verifier, now(), 'sample settings'
   FROM unnest($1::text[], $2::jsonb[]) AS sample (worker_id, verifier)
   ON CONFLICT DO NOTHING
   RETURNING set_at`,
);

const selectIsPublished = prepared(
  'select-is-staff-published',
  `SELECT EXISTS (SELECT FROM published_configurations WHERE job = '1060') AS published`,
);

/** Gives the sample staff their PINs, unless they have others. */
export async function insertSamplePins(tx: Tx): Promise<void> {
  const ids = samplePins.map(({ workerId }) => workerId);
  const verifiers = samplePins.map(({ verifier }) => JSON.stringify(verifier));
  const setAt = (await tx.query<{ set_at: string }>(insertVerifiers, [ids, verifiers]))[0]?.set_at;
  /* A headquarters that published its staff before there were PINs has to tell of them. */
  const isPublished = (await tx.query<{ published: boolean }>(selectIsPublished))[0]?.published === true;
  if (setAt === undefined || !isPublished) return;
  await raiseSettingsVersion(tx, '1060', { changedBy: 'sample settings', now: new Date(setAt) });
}

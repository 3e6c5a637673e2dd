import type { PinVerifier } from '@counterfoil/contracts/worker-sessions';
import { prepared, type Tx } from '@counterfoil/database/database';
import { makePinVerifier } from '@counterfoil/platform/pin-verifier';
import type { Headquarters } from '../headquarters.ts';
import { lockSettings, unknownSetting, type SettingAuthor } from '../settings/save-setting.ts';
import { auditNameOf } from '../settings/setting-kind.ts';
import { workers } from '../settings/setting-kinds.ts';
import { findSetting, plainKind } from '../settings/setting-store.ts';
import { recordSettingChange } from '../settings/settings-audit.ts';
import { raiseSettingsVersion } from '../settings/settings-versions.ts';

const upsertVerifier = prepared(
  'upsert-worker-pin-verifier',
  `INSERT INTO worker_pin_verifiers (worker_id, verifier, set_at, set_by) VALUES ($1, $2, $3, $4)
   ON CONFLICT (worker_id) DO UPDATE SET
     verifier = excluded.verifier, set_at = excluded.set_at, set_by = excluded.set_by`,
);

/**
 * Sets the PIN by which a worker signs in at tills from the next run of job 1060 on. The audit tells that it was set, and
 * by whom, nothing else. Error: `setting_unknown`.
 */
export async function setWorkerPin(
  headquarters: Headquarters,
  workerId: string,
  pin: string,
  { changedBy, language }: SettingAuthor,
): Promise<void> {
  const verifier = await makePinVerifier(pin);
  const now = headquarters.seams.clock.now();
  await headquarters.database.transaction('set worker PIN', async (tx) => {
    await lockSettings(tx);
    if (!(await findSetting(tx, workers, [workerId]))) throw unknownSetting(plainKind(workers), [workerId], language);
    await tx.query(upsertVerifier, [workerId, JSON.stringify(verifier), now, changedBy]);
    const version = await raiseSettingsVersion(tx, '1060', { changedBy, now });
    const setting = `PIN of ${auditNameOf(plainKind(workers), [workerId])}`;
    await recordSettingChange(tx, { changedBy, setting, oldValue: null, newValue: 'set', job: '1060', version }, now);
  });
  headquarters.wakeUps.settingsChanged();
}

const selectVerifiers = prepared(
  'select-worker-pin-verifiers',
  'SELECT worker_id, verifier FROM worker_pin_verifiers ORDER BY worker_id',
);

/** What the PIN of each worker who has one is compared with; for job 1060 only. */
export async function pinVerifiersOfWorkers(tx: Tx): Promise<ReadonlyMap<string, PinVerifier>> {
  const rows = await tx.query<{ worker_id: string; verifier: PinVerifier }>(selectVerifiers);
  return new Map(rows.map((row) => [row.worker_id, row.verifier]));
}

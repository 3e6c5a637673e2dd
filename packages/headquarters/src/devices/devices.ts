import {
  publishedRevocationsPerRegister,
  type DevicePublicKey,
  type PublishedDevice,
} from '@counterfoil/contracts/devices';
import { prepared, type Tx } from '@counterfoil/database/database';

const selectPublished = prepared(
  'select-published-devices',
  `SELECT device_id, register_id, signing_key, state
   FROM (
     SELECT n, device_id, register_id, signing_key, state,
       row_number() OVER (PARTITION BY register_id, state ORDER BY revoked_at DESC, n DESC) AS place
     FROM devices
   ) AS ranked
   WHERE state = 'active' OR place <= $1
   ORDER BY register_id, n`,
);

interface PublishedRow {
  device_id: string;
  register_id: string;
  signing_key: DevicePublicKey;
  state: PublishedDevice['state'];
}

/** The tills that are active, and of each register those revoked last, in the order of activation: what job 1090 tells. */
export async function publishedDevices(tx: Tx): Promise<PublishedDevice[]> {
  return (await tx.query<PublishedRow>(selectPublished, [publishedRevocationsPerRegister])).map((row) => ({
    deviceId: row.device_id,
    registerId: row.register_id,
    signingKey: row.signing_key,
    state: row.state,
  }));
}

/** A till as administrators see it: none of its keys. Times are ISO 8601. */
export interface ListedDevice {
  /** Its place in the list. */
  readonly n: string;
  readonly deviceId: string;
  readonly registerId: string;
  /** Null when the register is gone. */
  readonly channelId: string | null;
  readonly state: PublishedDevice['state'];
  readonly activatedAt: string;
  readonly activatedBy: string;
  readonly revokedAt: string | null;
  readonly revokedBy: string | null;
}

/** Which tills to list; null: all. */
export interface DeviceFilter {
  readonly registerId: string | null;
  readonly state: PublishedDevice['state'] | null;
  /** Of registers of these channels. */
  readonly channelIds?: readonly string[] | null;
}

const selectListed = prepared(
  'list-devices',
  `SELECT n, device_id AS "deviceId", register_id AS "registerId", register.document ->> 'channelId' AS "channelId",
     state, activated_at AS "activatedAt", activated_by AS "activatedBy",
     revoked_at AS "revokedAt", revoked_by AS "revokedBy"
   FROM devices
   LEFT JOIN setting_documents AS register ON register.kind = 'registers' AND register.key = devices.register_id
   WHERE ($1::bigint IS NULL OR n < $1) AND ($3::text IS NULL OR register_id = $3) AND ($4::text IS NULL OR state = $4)
     AND ($5::text[] IS NULL OR register.document ->> 'channelId' = ANY($5))
   ORDER BY n DESC
   LIMIT $2`,
);

/** Activated and revoked tills before the place `before`, those activated last first. */
export async function listDevices(
  tx: Tx,
  { registerId, state, channelIds = null }: DeviceFilter,
  { before, countMax }: { readonly before: string | undefined; readonly countMax: number },
): Promise<ListedDevice[]> {
  return tx.query<ListedDevice>(selectListed, [before ?? null, countMax, registerId, state, channelIds]);
}

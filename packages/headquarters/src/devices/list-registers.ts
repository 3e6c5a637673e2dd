import type { ListedRegister, TillState } from '@counterfoil/contracts/administration/registers';
import { prepared, type Tx } from '@counterfoil/database/database';

/** Which registers to list; null: all. */
export interface RegisterFilter {
  /** The registers of these channels only. */
  readonly channelIds: readonly string[] | null;
  readonly state: TillState | null;
  /** A part of the identifier or the name of a register, or of its store. */
  readonly text: string | null;
  /** Only those that keep records which headquarters doesn't have. */
  readonly withUndelivered: boolean;
}

/* A register has one active till at most, and one code that waits at most. */
const selectRegisters = prepared(
  'list-registers',
  `SELECT * FROM (
     SELECT register.key AS "registerId", register.document ->> 'name' AS name,
       register.document ->> 'channelId' AS "channelId", coalesce(channels.name, '') AS "channelName",
       channels.channel_database_id AS "channelDatabaseId",
       (register.document ->> 'supportOffline')::boolean AS "supportOffline",
       register.document ->> 'offlineProfileId' AS "offlineProfileId",
       CASE WHEN device.state = 'active' THEN 'activated' WHEN code.register_id IS NOT NULL THEN 'waitingCode'
         WHEN device.state = 'revoked' THEN 'revoked' ELSE 'none' END AS state,
       device.document AS device, code.document AS "activationCode",
       databases.last_contact_at AS "scaleUnitLastContactAt", offline.document AS offline
     FROM setting_documents AS register
     LEFT JOIN channels ON channels.channel_id = register.document ->> 'channelId'
     LEFT JOIN channel_databases AS databases USING (channel_database_id)
     LEFT JOIN LATERAL (
       SELECT state, jsonb_build_object('deviceId', device_id, 'activatedAt', activated_at, 'revokedAt', revoked_at,
         'revokedBy', revoked_by) AS document
       FROM devices WHERE devices.register_id = register.key
       ORDER BY state = 'active' DESC, n DESC LIMIT 1
     ) AS device ON true
     LEFT JOIN LATERAL (
       SELECT register_id, jsonb_build_object('madeAt', made_at, 'madeBy', made_by, 'expiresAt', expires_at) AS document
       FROM activation_codes
       WHERE activation_codes.register_id = register.key AND used_at IS NULL AND expires_at > $1
       ORDER BY made_at DESC LIMIT 1
     ) AS code ON true
     LEFT JOIN LATERAL (
       SELECT (told - 'registerId') || jsonb_build_object('reportedAt', reports.received_at) AS document
       FROM scale_unit_reports AS reports
       CROSS JOIN jsonb_array_elements(reports.report -> 'registers') AS told
       WHERE reports.channel_database_id = channels.channel_database_id AND told ->> 'registerId' = register.key
       LIMIT 1
     ) AS offline ON true
     WHERE register.kind = 'registers'
   ) AS listed
   WHERE ($2::text[] IS NULL OR "channelId" = ANY ($2)) AND ($3::text IS NULL OR state = $3)
     AND ($4::text IS NULL OR strpos(lower(concat_ws(' ', "registerId", name, "channelId", "channelName")), $4) > 0)
     AND (NOT $5::boolean OR (offline ->> 'undelivered')::integer > 0)
     AND ($6::text IS NULL OR "registerId" > $6)
   ORDER BY "registerId"
   LIMIT $7`,
);

/** The registers behind `after`, each with its till, the code that waits and what is known of its offline database. */
export async function listRegisters(
  tx: Tx,
  { channelIds, state, text, withUndelivered }: RegisterFilter,
  page: { readonly after: string | null; readonly countMax: number; readonly now: Date },
): Promise<ListedRegister[]> {
  const { after, countMax, now } = page;
  const part = text?.trim().toLowerCase() || null;
  return tx.query<ListedRegister>(selectRegisters, [now, channelIds, state, part, withUndelivered, after, countMax]);
}

const selectPins = prepared(
  'list-worker-pins',
  `SELECT worker_id AS "workerId", set_at AS "setAt", set_by AS "setBy" FROM worker_pin_verifiers ORDER BY worker_id`,
);

/** Which workers can sign in at tills: those who have a PIN. Nothing of the PIN itself. */
export async function listWorkerPins(tx: Tx): Promise<{ workerId: string; setAt: string; setBy: string }[]> {
  return tx.query(selectPins);
}

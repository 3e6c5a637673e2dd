import type { Customer } from '@counterfoil/contracts/customer';
import type { OperationKind, Problem } from '@counterfoil/contracts/customer-operation';
import type { FeedPosition } from '@counterfoil/contracts/exchange';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { StagedStatus } from '../synchronization-status/status-filter.ts';

/** One operation of the customer, as headquarters knows it. */
export interface TracedOperation {
  readonly n: string;
  readonly operationId: string;
  readonly kind: OperationKind;
  readonly channelDatabaseId: string;
  /** Null where headquarters itself recorded it, or where it can't be read. */
  readonly channelName: string | null;
  /** The till, where one made it. */
  readonly till: string | null;
  /** ISO 8601; null where it can't be read. */
  readonly recordedAt: string | null;
  readonly receivedAt: string;
  /** The upload that brought it; null when it came in real time. */
  readonly upload: { readonly uploadSessionId: string; readonly packageNumber: string } | null;
  readonly status: StagedStatus;
  readonly lastKnownError: Problem | null;
  readonly decidedAt: string | null;
  readonly corrections: readonly { readonly correctedBy: string; readonly correctedAt: string }[];
  /** Its row in the change feed. */
  readonly position: FeedPosition | null;
}

/** Operations in one trace: the creation, and the newest others. */
export const tracedOperationCountMax = 50;

const selectOperations = prepared(
  'select-traced-operations',
  `SELECT staged.n::text AS n, staged.operation_id AS "operationId", staged.kind, staged.channel_database_id AS "channelDatabaseId",
     coalesce(channels.name, nullif(staged.operation #>> '{origin,channelId}', '')) AS "channelName",
     coalesce(register.document ->> 'name', staged.operation #>> '{origin,terminalId}') AS till,
     staged.operation ->> 'recordedAt' AS "recordedAt", staged.received_at AS "receivedAt", upload.upload,
     staged.status, staged.last_known_error AS "lastKnownError", staged.decided_at AS "decidedAt",
     corrections.corrections, change.position
   FROM staged_operations AS staged
   LEFT JOIN channels ON channels.channel_id = staged.operation #>> '{origin,channelId}'
   LEFT JOIN setting_documents AS register
     ON register.kind = 'registers' AND register.key = staged.operation #>> '{origin,terminalId}'
   LEFT JOIN LATERAL (
     SELECT jsonb_build_object(
       'uploadSessionId', session.upload_session_id::text, 'packageNumber', session.package_number::text) AS upload
     FROM upload_sessions AS session
     WHERE session.channel_database_id = staged.channel_database_id AND session.ended_at = staged.received_at
       AND session.state = 'applied'
     LIMIT 1
   ) AS upload ON true
   LEFT JOIN LATERAL (
     SELECT coalesce(
       jsonb_agg(
         jsonb_build_object('correctedBy', correction.corrected_by, 'correctedAt', correction.corrected_at)
         ORDER BY correction.operation_correction_id), '[]') AS corrections
     FROM operation_corrections AS correction WHERE correction.operation_id = staged.operation_id
   ) AS corrections ON true
   LEFT JOIN LATERAL (
     SELECT jsonb_build_object(
       'epochNumber', epoch_number, 'xid', xid::text, 'n', customer_changes.n::text, 'changeId', change_id) AS position
     FROM customer_changes
     WHERE customer_changes.customer_id = staged.customer_id AND customer_changes.operation_id = staged.operation_id
     ORDER BY epoch_number DESC, xid DESC, customer_changes.n DESC
     LIMIT 1
   ) AS change ON true
   WHERE staged.customer_id = $1
   ORDER BY (staged.kind = 'create') DESC, staged.n DESC
   LIMIT $2`,
);

/** The operations of a customer in the order of their arrival. */
export async function tracedOperations(tx: Tx, customerId: string): Promise<TracedOperation[]> {
  const rows = await tx.query<TracedOperation>(selectOperations, [customerId, tracedOperationCountMax]);
  return rows.toSorted((a, b) => Number(BigInt(a.n) - BigInt(b.n)));
}

/** What a channel database knows of a place in the change feed. */
export interface TracedChannelDatabase {
  readonly channelDatabaseId: string;
  readonly name: string;
  readonly registered: boolean;
  readonly lastContactAt: string | null;
  readonly publishedPosition: FeedPosition | null;
  readonly appliedPosition: FeedPosition | null;
  readonly channels: readonly { readonly channelId: string; readonly name: string }[];
  /** The session that carries the place; null before it is packed, and where that was too long ago. */
  readonly session: TracedSession | null;
  /** A suspended session that the database has to get past first. */
  readonly suspendedSessionId: string | null;
}

/** A download session on the way to a channel database. */
export interface TracedSession {
  readonly downloadSessionId: string;
  readonly state: 'available' | 'applied' | 'suspended';
  readonly createdAt: string;
  readonly endedAt: string | null;
}

/* The session of a place is made after it; an hour allows for clocks of other processes. */
const selectChannelDatabases = prepared(
  'select-traced-channel-databases',
  `SELECT known.channel_database_id AS "channelDatabaseId", known.name, known.public_key IS NOT NULL AS registered,
     known.last_contact_at AS "lastContactAt", known.published_position AS "publishedPosition",
     coalesce(passed.from_position, known.applied_position) AS "appliedPosition", channels.channels, session.session,
     coalesce(passed.session_id, suspended.suspended) AS "suspendedSessionId"
   FROM channel_databases AS known
   CROSS JOIN LATERAL (
     SELECT coalesce(
       jsonb_agg(jsonb_build_object('channelId', channel_id, 'name', channels.name) ORDER BY channel_id), '[]') AS channels
     FROM channels WHERE channels.channel_database_id = known.channel_database_id
   ) AS channels
   LEFT JOIN LATERAL (
     SELECT jsonb_build_object(
       'downloadSessionId', download_session_id::text, 'state', state, 'createdAt', created_at, 'endedAt', ended_at)
       AS session
     FROM download_sessions
     WHERE download_sessions.channel_database_id = known.channel_database_id AND state <> 'canceled'
       AND created_at >= $4::timestamptz - interval '1 hour' AND to_position IS NOT NULL
       AND ((to_position ->> 'epochNumber')::integer, (to_position ->> 'xid')::xid8, (to_position ->> 'n')::bigint)
         >= ($1::integer, $2::xid8, $3::bigint)
     ORDER BY download_session_id
     LIMIT 1
   ) AS session ON true
   LEFT JOIN LATERAL (
     SELECT min(download_session_id)::text AS suspended FROM download_sessions
     WHERE download_sessions.channel_database_id = known.channel_database_id AND state = 'suspended'
       AND configuration_version IS NULL
   ) AS suspended ON true
   LEFT JOIN LATERAL (
     SELECT from_position, download_session_id::text AS session_id FROM passed_over_downloads
     WHERE passed_over_downloads.channel_database_id = known.channel_database_id
       AND ((from_position ->> 'epochNumber')::integer, (from_position ->> 'xid')::xid8, (from_position ->> 'n')::bigint)
         < ($1::integer, $2::xid8, $3::bigint)
       AND ((to_position ->> 'epochNumber')::integer, (to_position ->> 'xid')::xid8, (to_position ->> 'n')::bigint)
         >= ($1::integer, $2::xid8, $3::bigint)
   ) AS passed ON true
   ORDER BY known.channel_database_id`,
);

/** All channel databases with what became of a place of the change feed, which was written at `at`. */
export async function tracedChannelDatabases(
  tx: Tx,
  { epochNumber, xid, n }: FeedPosition,
  at: string,
): Promise<TracedChannelDatabase[]> {
  return tx.query<TracedChannelDatabase>(selectChannelDatabases, [epochNumber, xid, n, at]);
}

const selectCustomer = prepared('select-traced-customer', 'SELECT document FROM customers WHERE customer_id = $1');

/** The customer as the master holds it; null while none of its operations made it. */
export async function tracedCustomer(tx: Tx, customerId: string): Promise<Customer | null> {
  return (await tx.query<{ document: Customer }>(selectCustomer, [customerId]))[0]?.document ?? null;
}

const selectTypedFields = prepared(
  'select-traced-creation-fields',
  `SELECT operation #> '{changes,fields}' AS fields FROM staged_operations
   WHERE customer_id = $1 AND kind = 'create' ORDER BY n LIMIT 1`,
);

/** What was typed of a customer that never came to be; null when that can't be read. */
export async function typedFields(tx: Tx, customerId: string): Promise<Partial<Customer> | null> {
  return (await tx.query<{ fields: Partial<Customer> | null }>(selectTypedFields, [customerId]))[0]?.fields ?? null;
}

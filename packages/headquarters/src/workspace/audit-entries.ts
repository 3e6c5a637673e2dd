import type { ActionOutcome, AuditEntry } from '@counterfoil/contracts/administration/action-audit';
import { prepared, type Tx } from '@counterfoil/database/database';

/** Which entries of the trail are meant; every criterion given must match. */
export interface AuditFilter {
  /** A part of who it was: of the name, or of the subject. */
  readonly who?: string | undefined;
  /** Name of the route. */
  readonly action?: string | undefined;
  readonly outcome?: ActionOutcome | undefined;
  /** Began then or later; ISO 8601. */
  readonly from?: string | undefined;
  /** Began before. */
  readonly to?: string | undefined;
}

/** The place of an entry: when, in which of the two lists, and as which of it. */
export interface AuditPlace {
  readonly at: string;
  readonly list: 'action' | 'setting';
  readonly n: string;
}

type EntryRow = Omit<AuditEntry, 'entryId'> & Pick<AuditPlace, 'list' | 'n'>;

/*
 * A change of a setting is shown with the action of the same person during which it was made; those that jobs made in
 * somebody's name, and those of a time before actions were kept, stand by themselves. Both lists are read from their
 * newest end by their times.
 */
const selectEntries = prepared(
  'select-audit-entries',
  `WITH actions AS (
     SELECT 'action' AS list, n, began_at, ended_at, subject, name, roles, action, parameters, outcome, code
     FROM action_audit
     WHERE began_at <= coalesce($7::timestamptz, 'infinity')
       AND ($7::timestamptz IS NULL OR (began_at, 'action', n) < ($7, $8::text, $9::bigint))
       AND ($1::text IS NULL OR subject ILIKE $1 OR name ILIKE $1) AND ($2::text IS NULL OR action = $2)
       AND ($3::text IS NULL OR outcome = $3)
       AND began_at >= coalesce($4::timestamptz, '-infinity') AND began_at < coalesce($5::timestamptz, 'infinity')
     ORDER BY began_at DESC, n DESC LIMIT $6
   ), settings AS (
     SELECT 'setting' AS list, settings_audit_id AS n, changed_at AS began_at, changed_at AS ended_at,
       changed_by AS subject, NULL AS name, '{}'::text[] AS roles, NULL AS action, '{}'::jsonb AS parameters,
       'succeeded' AS outcome, NULL AS code
     FROM settings_audit AS change
     WHERE changed_at <= coalesce($7::timestamptz, 'infinity')
       AND ($7::timestamptz IS NULL OR (changed_at, 'setting', settings_audit_id) < ($7, $8::text, $9::bigint))
       AND ($1::text IS NULL OR changed_by ILIKE $1) AND $2::text IS NULL
       AND ($3::text IS NULL OR $3 = 'succeeded')
       AND changed_at >= coalesce($4::timestamptz, '-infinity') AND changed_at < coalesce($5::timestamptz, 'infinity')
       AND NOT EXISTS (
         SELECT FROM action_audit
         WHERE subject = change.changed_by AND began_at <= change.changed_at
           AND began_at > change.changed_at - interval '10 minutes'
           AND change.changed_at <= coalesce(ended_at, began_at + interval '1 minute'))
     ORDER BY changed_at DESC, settings_audit_id DESC LIMIT $6
   ), page AS (
     SELECT * FROM (TABLE actions UNION ALL TABLE settings) AS both_lists
     ORDER BY began_at DESC, list COLLATE "C" DESC, n DESC LIMIT $6
   )
   SELECT page.list, page.n, page.began_at AS at, page.ended_at AS "endedAt", page.subject, page.name, page.roles,
     page.action, page.parameters, page.outcome, page.code, coalesce(made.changes, '[]') AS changes
   FROM page
   CROSS JOIN LATERAL (
     SELECT jsonb_agg(jsonb_build_object('setting', setting, 'oldValue', old_value, 'newValue', new_value)
       ORDER BY settings_audit_id) AS changes
     FROM settings_audit
     WHERE changed_by = page.subject AND changed_at >= page.began_at
       AND changed_at <= coalesce(page.ended_at, page.began_at + interval '1 minute')
       AND (page.list = 'action' OR settings_audit_id = page.n)
   ) AS made
   ORDER BY page.began_at DESC, page.list COLLATE "C" DESC, page.n DESC`,
);

/** The entries before `before`, newest first. */
export async function auditEntries(
  tx: Tx,
  filter: AuditFilter,
  { before, countMax }: { readonly before: AuditPlace | null; readonly countMax: number },
): Promise<(AuditEntry & AuditPlace)[]> {
  const { who, action, outcome, from, to } = filter;
  const pattern = who ? `%${who.replaceAll(/[\\%_]/gu, (character) => `\\${character}`)}%` : null;
  const criteria = [pattern, action ?? null, outcome ?? null, from ?? null, to ?? null, countMax];
  const place = [before?.at ?? null, before?.list ?? null, before?.n ?? null];
  const rows = await tx.query<EntryRow>(selectEntries, [...criteria, ...place]);
  return rows.map((row) => ({ ...row, entryId: `${row.list}-${row.n}` }));
}

import {
  protocolVersion,
  type DownloadHeader,
  type FeedPosition,
  type Visibility,
} from '@counterfoil/contracts/exchange';
import { readEpoch } from '@counterfoil/data-exchange/epochs';
import { visibilityNumber, withoutVisibility } from '@counterfoil/data-exchange/feed-position';
import { encodePackage } from '@counterfoil/data-exchange/package-codec';
import { passedOn, type AddressBooks } from '@counterfoil/data-exchange/visibility';
import { prepared, type Tx } from '@counterfoil/database/database';
import { nextVisibilityNumber } from '../exchange/channel-databases.ts';
import { storePackage, type PackedRange } from '../exchange/download-sessions.ts';
import type { Headquarters } from '../headquarters.ts';

/*
 * A stretch of all customers by identifier, read whole and judged: address books of channels change a few times in a
 * year, and an index for it would cost every conversion. What concerns the database comes back with a line; of the
 * others only the identifiers.
 */
const selectStretch = prepared(
  'select-customers-of-visibility-pass',
  `WITH stretch AS MATERIALIZED (
     SELECT customer_id, version, document FROM customers
     WHERE customer_id > $1 ORDER BY customer_id LIMIT $2
   ), judged AS (
     SELECT stretch.*, is_own OR $3::text[] IS NULL OR books ?| $3::text[] AS is_visible,
       is_own OR $4::text[] IS NULL OR books ?| $4::text[] AS is_held,
       $5::text[] IS NULL OR books ?| $5::text[] OR EXISTS (
         SELECT FROM customer_changes AS change
         WHERE change.customer_id = stretch.customer_id AND change.left_address_books && $5::text[]) AS may_be_held
     FROM stretch
     CROSS JOIN LATERAL (
       SELECT document -> 'addressBooks' AS books,
         document ->> 'createdBy' = $6 OR starts_with(document ->> 'createdBy', $6 || '/') AS is_own
     ) AS made
   )
   SELECT customer_id,
     CASE WHEN is_visible AND NOT is_held THEN '{"customer":' || document::text || '}'
       WHEN NOT is_visible AND may_be_held THEN json_build_object(
         'withdrawn', json_build_object('customerId', customer_id, 'version', version))::text
     END AS line
   FROM judged ORDER BY customer_id`,
);

interface StretchRow {
  customer_id: string;
  line: string | null;
}

/** Stretches without a line for the database that one transaction reads; the next one goes on from there. */
const stretchCountMax = 20;

/** Customers that become visible to a database or are withdrawn from it, up to where they were looked through. */
interface Stretch {
  readonly lines: readonly string[];
  /** Null: there are no customers behind. */
  readonly after: string | null;
}

/** What one step of a pass made: a package, unless nothing was found yet. */
export interface PassStep {
  readonly range: PackedRange | null;
  readonly to: FeedPosition;
}

/**
 * The next package of a change of address books: customers that become visible, whole, and those that no longer are, by
 * identifier. It stands beside the feed and moves nothing in it: versions decide which of two states of a customer is
 * the later one (R5, R6). `visibility` is that of `from` with the pass to go on with.
 */
export async function packPass(
  headquarters: Headquarters,
  tx: Tx,
  place: { readonly channelDatabaseId: string; readonly groupId: string; readonly from: FeedPosition },
  visibility: Visibility,
): Promise<PassStep> {
  const { channelDatabaseId, groupId, from } = place;
  const { lines, after } = await nextStretch(headquarters, tx, channelDatabaseId, visibility);
  /* The channel database learns of a pass before it gets anything of the feed that is read for its end. */
  const isNew = visibility !== from.visibility;
  if (lines.length === 0 && after !== null && !isNew) {
    return { range: null, to: { ...from, visibility: passedOn(visibility, { n: visibility.n, after }) } };
  }
  const n = await nextVisibilityNumber(tx, channelDatabaseId, visibility.n);
  const to = { ...from, visibility: passedOn(visibility, { n, after }) };
  const position = withoutVisibility(from);
  const header: DownloadHeader = {
    kind: 'download',
    protocolVersion,
    job: '1010',
    headquartersEpoch: await readEpoch(tx),
    from: position,
    to: position,
    visibility: { from: visibilityNumber(from), to: to.visibility },
    rows: lines.length,
  };
  const { bytes } = await encodePackage(header, lines);
  const made = { groupId, from: position, to, rowCount: lines.length, body: bytes, visibilityPass: true };
  return { range: await storePackage(tx, made), to };
}

async function nextStretch(
  { limits }: Headquarters,
  tx: Tx,
  channelDatabaseId: string,
  { addressBooks, pass }: Visibility,
): Promise<Stretch> {
  let after = pass?.after ?? null;
  for (let count = 0; pass && after !== null && count < stretchCountMax; count++) {
    const books: AddressBooks[] = [pass.towards, addressBooks, pass.mayHold];
    const parameters = [after, limits.downloadRowCountMax, ...books, channelDatabaseId];
    const rows = await tx.query<StretchRow>(selectStretch, parameters);
    const isLast = rows.length < limits.downloadRowCountMax;
    const found = fill(rows, limits.downloadTextByteCountMax);
    if (found.lines.length > 0) return { lines: found.lines, after: found.cutAt ?? (isLast ? null : lastOf(rows)) };
    after = isLast ? null : lastOf(rows);
  }
  return { lines: [], after };
}

function lastOf(rows: readonly StretchRow[]): string | null {
  return rows.at(-1)?.customer_id ?? null;
}

/** Takes lines until the package is full; `cutAt` is the last customer in it when it became so. */
function fill(rows: readonly StretchRow[], textByteCountMax: number): { lines: string[]; cutAt: string | null } {
  const lines: string[] = [];
  let byteCount = 0;
  let last: string | null = null;
  for (const { customer_id: customerId, line } of rows) {
    if (line !== null) {
      byteCount += Buffer.byteLength(line);
      if (lines.length > 0 && byteCount > textByteCountMax) return { lines, cutAt: last };
      lines.push(line);
    }
    last = customerId;
  }
  return { lines, cutAt: null };
}

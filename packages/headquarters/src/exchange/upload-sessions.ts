import type { CodedError } from '@counterfoil/contracts/refusal';
import { prepared, type Tx } from '@counterfoil/database/database';
import type { Headquarters } from '../headquarters.ts';

const repeatSession = prepared(
  'repeat-upload-session',
  `UPDATE upload_sessions SET try_count = try_count + 1, ended_at = $3
   WHERE upload_session_id = (
     SELECT max(upload_session_id) FROM upload_sessions
     WHERE channel_database_id = $1 AND package_number = $2 AND state = 'applied')`,
);

const insertSession = prepared(
  'insert-upload-session',
  `INSERT INTO upload_sessions (channel_database_id, job, package_number, state, row_count, byte_count, try_count, error, ended_at)
   VALUES ($1, 'P-0001', $2, $3, $4, $5, 1, $6, $7)`,
);

/** Records a package that was staged; one that came again counts as another try of its session. */
export async function recordUpload(
  tx: Tx,
  session: {
    channelDatabaseId: string;
    packageNumber: number;
    rowCount: number;
    byteCount: number;
    repeated: boolean;
    now: Date;
  },
): Promise<void> {
  const { channelDatabaseId, packageNumber, rowCount, byteCount, now } = session;
  const repeated = session.repeated && (await tx.affected(repeatSession, [channelDatabaseId, packageNumber, now])) > 0;
  if (!repeated)
    await tx.query(insertSession, [channelDatabaseId, packageNumber, 'applied', rowCount, byteCount, null, now]);
}

/** Records a package that was refused, with its reason. */
export async function recordFailedUpload(
  headquarters: Headquarters,
  channelDatabaseId: string,
  byteCount: number,
  error: CodedError,
): Promise<void> {
  const reason = JSON.stringify({ code: error.code, detail: error.message });
  await headquarters.database.query(insertSession, [
    channelDatabaseId,
    null,
    'failed',
    0,
    byteCount,
    reason,
    headquarters.seams.clock.now(),
  ]);
}

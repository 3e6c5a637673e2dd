import { prepared, type Tx } from '@counterfoil/database/database';
import type { ActionAudit, ActionEnd, AuditedAction } from '@counterfoil/http/action-audit';
import type { Caller } from '@counterfoil/http/call';
import type { Headquarters } from '../headquarters.ts';

/** How long it is kept what people did, in milliseconds: ten years. */
export const actionAuditRetentionMs = 10 * 366 * 24 * 60 * 60 * 1_000;

const insertAction = prepared(
  'insert-audited-action',
  `INSERT INTO action_audit (subject, name, roles, action, parameters, outcome, began_at)
   VALUES ($1, $2, $3, $4, $5, 'began', $6) RETURNING n`,
);
const endAction = prepared(
  'end-audited-action',
  'UPDATE action_audit SET outcome = $2, code = $3, ended_at = $4 WHERE n = $1',
);
const deleteOldActions = prepared('delete-old-audited-actions', 'DELETE FROM action_audit WHERE began_at < $1');

type Keeping = Pick<Headquarters, 'database' | 'seams'>;

/** The audit trail of headquarters. An action whose intent can't be written doesn't begin. */
export function actionAuditOf(headquarters: Keeping): ActionAudit {
  return {
    async begin(action) {
      const n = await beginAction(headquarters, action);
      return (end) => endOrLog(headquarters, n, end);
    },
  };
}

/**
 * Keeps at once something that is no call of an audited route, as a sign-in is, which has no caller before it. What can't
 * be kept must not happen: call it before the thing itself, and let its error through. What is older than the trail
 * reaches is forgotten.
 */
export async function recordAction(
  headquarters: Keeping,
  caller: Pick<Caller, 'subject' | 'name' | 'roles'>,
  action: string,
  end: ActionEnd = { outcome: 'succeeded' },
): Promise<void> {
  await forgetOldActions(headquarters.database, headquarters.seams.clock.now());
  const n = await beginAction(headquarters, { caller, action, parameters: {} });
  await writeEnd(headquarters, n, end);
}

async function beginAction(
  { database, seams }: Keeping,
  {
    caller,
    action,
    parameters,
  }: Omit<AuditedAction, 'caller'> & { caller: Pick<Caller, 'subject' | 'name' | 'roles'> },
): Promise<string> {
  const kept = JSON.stringify(keptParameters(parameters));
  const values = [caller.subject, caller.name ?? null, caller.roles, action, kept, seams.clock.now()];
  const [row] = await database.query<{ n: string }>(insertAction, values);
  if (!row) throw new Error('an audited action got no number');
  return row.n;
}

/** The action has been done: that its outcome can't be written must not make it look undone. It stays `began`. */
async function endOrLog(headquarters: Keeping, n: string, end: ActionEnd): Promise<void> {
  try {
    await writeEnd(headquarters, n, end);
  } catch (error) {
    headquarters.seams.log.error({ n, error: String(error) }, 'the outcome of an action is not on the audit trail');
  }
}

async function writeEnd({ database, seams }: Keeping, n: string, end: ActionEnd): Promise<void> {
  const code = end.outcome === 'succeeded' ? null : end.code;
  await database.query(endAction, [n, end.outcome, code, seams.clock.now()]);
}

const parameterLengthMax = 200;
/** What a person may have typed in place of an account number is none of the trail's business. */
const identifierOfCustomer = /^[\w./-]*\d[\w./-]*$/u;

/** The parameters as they are kept: identifiers only, without characters that no text of the database can hold. */
export function keptParameters(parameters: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => {
      const isPersonal = name === 'identifier' && !identifierOfCustomer.test(value);
      const shown = value.slice(0, parameterLengthMax).replaceAll(/\p{C}/gu, '\u{FFFD}');
      return [name, isPersonal ? '…' : shown];
    }),
  );
}

/** Forgets what was done longer ago than it is kept. */
async function forgetOldActions(tx: Tx, now: Date): Promise<void> {
  await tx.query(deleteOldActions, [new Date(now.getTime() - actionAuditRetentionMs)]);
}

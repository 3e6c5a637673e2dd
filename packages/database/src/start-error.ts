import { CodedError } from '@counterfoil/contracts/refusal';

/**
 * Why the program cannot start, in one clear sentence that ends with what to do. The message is shown to the operator
 * as it stands, without a stack; `cause` keeps what the machine reported.
 */
export class StartError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'StartError';
  }
}

/**
 * Runs `connect` at a start; when the database can't be reached, the operator is told which one, and which setting
 * names it.
 */
export async function reachingAtStart<Result>(
  database: { readonly of: string; readonly setting: string },
  connect: () => Promise<Result>,
): Promise<Result> {
  try {
    return await connect();
  } catch (cause) {
    if (!(cause instanceof CodedError) || cause.code !== 'database_unreachable') throw cause;
    const reason = cause.cause instanceof Error ? cause.cause.message || cause.cause.name : cause.message;
    throw new StartError(
      `The database of ${database.of} cannot be reached (${reason}): start PostgreSQL, or correct ${database.setting}.`,
      { cause },
    );
  }
}

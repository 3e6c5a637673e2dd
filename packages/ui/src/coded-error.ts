import { CodedError } from '@counterfoil/contracts/refusal';

/** What went wrong as a code of the register; anything unforeseen is a bug of the product. */
export function codedErrorOf(error: unknown): CodedError {
  return error instanceof CodedError ? error : new CodedError('internal_error', undefined, { cause: error });
}

import type { ErrorCode } from '@counterfoil/contracts/error-register';

/**
 * The scale unit didn't answer: unreachable, too late, 5xx, or an answer that isn't one of ours. Whether it did the work
 * is not known, so the same request with the same identifiers may be sent again.
 */
export class ScaleUnitOutage extends Error {
  /** Code of the error register, when the answer had one. */
  readonly code: ErrorCode | null;

  constructor(message: string, code: ErrorCode | null = null, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ScaleUnitOutage';
    this.code = code;
  }
}

import type { Problem } from '@counterfoil/contracts/customer-operation';

/** What became of a line of an import; `unchanged`: it was imported before. */
export interface LineFate {
  readonly status: 'created' | 'valid' | 'unchanged' | 'refused';
  readonly customerAccountNumber: string | null;
  readonly problems: readonly Problem[];
}

/** A line that is not imported; a repetition with other content is told as what it is to whoever imports. */
export function refusedLine(problems: readonly Problem[]): LineFate {
  return {
    status: 'refused',
    customerAccountNumber: null,
    problems: problems.map((problem) =>
      problem.code === 'idempotency_key_reused' ? { code: 'import_line_changed', field: '' } : problem,
    ),
  };
}

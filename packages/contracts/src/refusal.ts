import type { ErrorCode, Language } from './error-register.ts';
import { errorRegister, isErrorCode, messageOf } from './error-register.ts';
import type { Problem } from './customer-operation.ts';

/** A refusal or outage with a code of the register, thrown up to the edge that tells the caller. */
export class CodedError extends Error {
  readonly code: ErrorCode;
  readonly problems: readonly Problem[];

  /** `problems` names what is wrong where; the first one's code is the error's. */
  constructor(code: ErrorCode, problems: readonly Problem[] = [{ code, field: '' }], options?: ErrorOptions) {
    super(messageOf(code, 'en', problems[0]?.parameters), options);
    this.name = 'CodedError';
    this.code = code;
    this.problems = problems;
  }
}

/** A coded error about one field with the parameters of its sentence. */
export function refuse(
  code: ErrorCode,
  field = '',
  parameters: Readonly<Record<string, string | number>> = {},
): CodedError {
  return new CodedError(code, [{ code, field, parameters }]);
}

/** A coded error that stands for several problems of one input. */
export function refuseAll(problems: readonly Problem[]): CodedError {
  const first = problems[0];
  if (!first || !isErrorCode(first.code)) throw new Error('a refusal needs a problem with a code of the register');
  return new CodedError(first.code, problems);
}

/** A problem as an error answer tells it; `parameters` are those of its sentence, for a caller with another language. */
export interface AnsweredProblem {
  readonly code: string;
  readonly field: string;
  readonly message: string;
  readonly parameters?: Readonly<Record<string, string | number>>;
}

/** The body of every error answer of every API. */
export interface ErrorBody {
  readonly error: {
    readonly code: ErrorCode;
    readonly message: string;
    readonly retryable: boolean;
    readonly problems: readonly AnsweredProblem[];
  };
}

/** What the caller is told, in `language`. */
export function errorBody(error: CodedError, language: Language): ErrorBody {
  return {
    error: {
      code: error.code,
      message: messageOf(error.code, language, error.problems[0]?.parameters),
      retryable: errorRegister[error.code].retryable,
      problems: error.problems.map((problem) => answeredProblem(problem, language)),
    },
  };
}

function answeredProblem({ code, field, parameters }: Problem, language: Language): AnsweredProblem {
  if (!isErrorCode(code)) return { code, field, message: code };
  const named = namedParameters(errorRegister[code].message[language], parameters ?? {});
  return { code, field, message: messageOf(code, language, parameters), ...(named && { parameters: named }) };
}

/** Of the parameters those that the sentence shows anyway; null: none. */
function namedParameters(
  sentence: string,
  parameters: Readonly<Record<string, string | number>>,
): Record<string, string | number> | null {
  const shown = Object.entries(parameters).filter(([name]) => sentence.includes(`{${name}}`));
  return shown.length > 0 ? Object.fromEntries(shown) : null;
}

import type { Language } from '@counterfoil/contracts/error-register';
import type { Seams } from '@counterfoil/platform/seams';
import type { ParseArgsConfig } from 'node:util';
import { parseArgs } from 'node:util';
import type { Say } from './texts.ts';

/** What every command is given. */
export interface CommandContext {
  /** The name by which it was called. */
  readonly name: string;
  /** The words after its name. */
  readonly words: readonly string[];
  readonly environment: NodeJS.ProcessEnv;
  readonly language: Language;
  readonly say: Say;
  readonly seams: Seams;
  /** Writes one line to standard output. */
  print(line: string): void;
  /** Aborts when the user stops the program. */
  readonly stopping: AbortSignal;
}

/** Does the work and answers the exit code of the program. */
export type Command = (context: CommandContext) => Promise<number>;

/** Exit code when the work is done but something is not as it must be. */
export const exitAttention = 1;
/** Exit code when the command line can't be understood. */
export const exitUsage = 2;

/** A command line that can't be understood; its message is one sentence in the user's language. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'UsageError';
  }
}

type Options = NonNullable<ParseArgsConfig['options']>;

/** How many words without an option a command takes. */
export interface PositionalBounds {
  readonly min: number;
  readonly max: number;
}

/**
 * Reads the words of a command. Throws a `UsageError` that names the option it doesn't know, the value that is missing
 * or the word that is one too many.
 */
export function readWords<Given extends Options>(
  { name, words, say }: Pick<CommandContext, 'name' | 'words' | 'say'>,
  options: Given,
  bounds: PositionalBounds = { min: 0, max: 0 },
): ReturnType<typeof parseArgs<{ args: string[]; options: Given; allowPositionals: true; strict: true }>> {
  const parsed = parseOrRefuse(() => parseArgs({ args: [...words], options, allowPositionals: true, strict: true }));
  const surplus = parsed.positionals[bounds.max];
  if (surplus !== undefined) throw new UsageError(say('surplusWord', { command: name, word: surplus }));
  if (parsed.positionals.length < bounds.min) throw new UsageError(say('missingWord', { command: name }));
  return parsed;

  function parseOrRefuse<Parsed>(parse: () => Parsed): Parsed {
    try {
      return parse();
    } catch (error) {
      throw usageErrorOf(error, name, say) ?? error;
    }
  }
}

function usageErrorOf(error: unknown, command: string, say: Say): UsageError | null {
  if (!(error instanceof Error)) return null;
  const { code } = error as NodeJS.ErrnoException;
  const option = /'(?:-\w, )?(-{1,2}[\w-]+)/u.exec(error.message)?.[1] ?? '';
  if (code === 'ERR_PARSE_ARGS_UNKNOWN_OPTION') return new UsageError(say('unknownOption', { command, option }));
  if (code === 'ERR_PARSE_ARGS_INVALID_OPTION_VALUE') return new UsageError(say('optionValue', { command, option }));
  return null;
}

import { readFileSync, statSync } from 'node:fs';
import { basename } from 'node:path';
import { exitAttention, readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { createErrorsFile, type ErrorsFile } from '../customer-files/errors-file.ts';
import { importFile, type ImportFigures, type ImportSettings } from '../customer-files/import-file.ts';
import { openRows } from '../customer-files/read-rows.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';
import { createProgress } from '../journey/progress.ts';

const options = {
  ...headquartersOptions,
  'legal-entity': { type: 'string' },
  channel: { type: 'string' },
  mapping: { type: 'string', multiple: true },
  'import-id': { type: 'string' },
  delimiter: { type: 'string', default: ',' },
  'dry-run': { type: 'boolean', default: false },
  json: { type: 'boolean', default: false },
} as const;

/** Lines that are listed on the screen; all of them stand in the file of errors. */
const shownCountMax = 20;

/** `counterfoil import customers FILE.csv [options]` */
export const importCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, options, { min: 2, max: 2 });
  const { say, seams, stopping } = context;
  const [what = '', path = ''] = positionals;
  if (what !== 'customers') throw new UsageError(say('surplusWord', { command: 'import', word: what }));
  if (values.delimiter.length !== 1)
    throw new UsageError(say('optionValue', { command: 'import', option: '--delimiter' }));
  const settings: ImportSettings = {
    importId: values['import-id'] ?? basename(path),
    legalEntity: values['legal-entity'],
    channelId: values.channel,
    mapping: mappingOf(context, values.mapping ?? []),
    dryRun: values['dry-run'],
  };
  return withHeadquarters(context, values, async (client) => {
    const { delimiter } = values;
    const file = await openRows(path, delimiter);
    const errors = createErrorsFile({ source: path, importId: settings.importId, columns: file.columns, delimiter });
    const progress = createProgress(process.stderr);
    progress.begin(say('importing'), statSync(path).size);
    const startedAtMs = seams.clock.monotonicMs();
    const shown = shownLines(context);
    try {
      const figures = await importFile(file, settings, {
        client,
        seams,
        say,
        errors,
        stopping,
        refused: shown.add,
        reached: (byteCount) => progress.reach(byteCount),
      });
      progress.end();
      const seconds = (seams.clock.monotonicMs() - startedAtMs) / 1_000;
      if (values.json) printJson(context, { ...settings, ...figures, errorsFile: errors.path, seconds });
      else printFigures(context, { figures, errors, seconds, shown: shown.lines });
      return figures.refused > 0 || figures.stopped ? exitAttention : 0;
    } finally {
      await errors.close();
    }
  });
};

/** `COLUMN=FIELD`, or the name of a JSON file that holds such pairs. */
function mappingOf(context: CommandContext, words: readonly string[]): Record<string, string> {
  const mapping: Record<string, string> = {};
  for (const word of words) {
    const at = word.lastIndexOf('=');
    if (at > 0) mapping[word.slice(0, at)] = word.slice(at + 1);
    else Object.assign(mapping, mappingFile(context, word));
  }
  return mapping;
}

function mappingFile({ say }: CommandContext, file: string): Record<string, string> {
  const value = readJson(file, say);
  const isMapping =
    typeof value === 'object' && value !== null && Object.values(value).every((field) => typeof field === 'string');
  if (!isMapping || Array.isArray(value)) throw new UsageError(say('mappingUnreadable', { file }));
  return value as Record<string, string>;
}

function readJson(file: string, say: CommandContext['say']): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch (error) {
    if (error instanceof SyntaxError) throw new UsageError(say('mappingUnreadable', { file }));
    throw new UsageError(say('fileUnreadable', { file, reason: (error as NodeJS.ErrnoException).code ?? '' }));
  }
}

function shownLines({ say }: CommandContext): { readonly lines: string[]; add(line: number, reasons: string): void } {
  const lines: string[] = [];
  return {
    lines,
    add: (line, reasons) => {
      if (lines.length < shownCountMax) lines.push(say('importLine', { line, reasons }));
    },
  };
}

interface Ended {
  readonly figures: ImportFigures;
  readonly errors: ErrorsFile;
  readonly seconds: number;
  readonly shown: readonly string[];
}

function printFigures({ say, print }: CommandContext, { figures, errors, seconds, shown }: Ended): void {
  for (const line of shown) print(line);
  if (figures.refused > shown.length) print(say('importMoreLines', { count: figures.refused - shown.length }));
  const { created, valid, unchanged, refused, ignoredColumns, stopped } = figures;
  if (ignoredColumns.length > 0) print(say('importIgnored', { columns: ignoredColumns.join(', ') }));
  if (valid > 0) print(say('importValid', { valid, unchanged, refused }));
  else print(say('importDone', { created, unchanged, refused, seconds: seconds.toFixed(1) }));
  if (errors.path !== null) print(say('importErrorsFile', { file: errors.path }));
  if (stopped) print(say('importStopped'));
}

function printJson({ print }: CommandContext, figures: object): void {
  print(JSON.stringify(figures));
}

import { readFileSync } from 'node:fs';
import type { z } from 'zod';

/** A configuration that cannot be used; its message is one sentence for the operator. */
export class ConfigurationError extends Error {
  constructor(message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'ConfigurationError';
  }
}

/** The text of a file that holds a secret; `what` says in a sentence what for. Throws `ConfigurationError`. */
export function readSecretFile(file: string, what: string): string {
  try {
    return readFileSync(file, 'utf8').trimEnd();
  } catch (cause) {
    const reason = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new ConfigurationError(
      `The file ${file} with ${what} cannot be read (${reason}): correct its name or its rights.`,
      { cause },
    );
  }
}

/** Where a configuration comes from; a variable wins over the file. */
export interface ConfigurationSources {
  /** Path of a JSON file. */
  readonly file?: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Begins the name of every variable; `COUNTERFOIL_` by default. */
  readonly prefix?: string;
  /** Name of a variable without the prefix → the setting, for example `DATABASE_URL: 'database.url'`. */
  readonly variables?: Readonly<Record<string, string>>;
}

type Settings = Record<string, unknown>;

const prefixDefault = 'COUNTERFOIL_';

/**
 * Reads and checks a configuration once, at the start. Throws `ConfigurationError`, naming the setting, where its
 * value came from and what to do, never the value, which may be a secret.
 */
export function readConfiguration<Schema extends z.ZodType>(
  schema: Schema,
  sources: ConfigurationSources,
): z.output<Schema> {
  const settings = readFile(sources.file);
  const variableOf = applyEnvironment(settings, sources);
  let parsed = schema.safeParse(settings);
  if (!parsed.success && convertTexts(settings, parsed.error.issues, variableOf)) parsed = schema.safeParse(settings);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new ConfigurationError(sentenceOf(issue as z.core.$ZodIssue, settings, variableOf, sources));
}

function readFile(file: string | undefined): Settings {
  if (file === undefined) return {};
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    const code = (cause as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new ConfigurationError(
      `The configuration file ${file} cannot be read (${code}): create it or name another.`,
      { cause },
    );
  }
  return parseFile(file, text);
}

function parseFile(file: string, text: string): Settings {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    // The parser's message quotes the text around the fault, which may be a secret.
    throw new ConfigurationError(
      `The configuration file ${file} is not valid JSON: correct its commas, quotes and braces.`,
    );
  }
  if (isSettings(value)) return value;
  throw new ConfigurationError(`The configuration file ${file} must hold one JSON object: put the settings in { }.`);
}

/** Puts the variables over the file's settings; answers which setting came from which variable. */
function applyEnvironment(settings: Settings, sources: ConfigurationSources): Map<string, string> {
  const applied = new Map<string, string>();
  for (const [name, key] of Object.entries(sources.variables ?? {})) {
    const variable = `${sources.prefix ?? prefixDefault}${name}`;
    const value = sources.environment[variable];
    if (value === undefined || value === '') continue;
    put(settings, key.split('.'), value);
    applied.set(key, variable);
  }
  return applied;
}

/** Turns variables, which are always text, into the number, truth value or JSON that the schema asks for. */
function convertTexts(
  settings: Settings,
  issues: readonly z.core.$ZodIssue[],
  variableOf: Map<string, string>,
): boolean {
  let convertedCount = 0;
  for (const issue of issues) {
    const text = get(settings, issue.path);
    if (issue.code !== 'invalid_type' || typeof text !== 'string' || !variableOf.has(issue.path.join('.'))) continue;
    const value = convertText(text, issue.expected);
    if (value === undefined) continue;
    put(settings, issue.path.map(String), value);
    convertedCount++;
  }
  return convertedCount > 0;
}

function convertText(text: string, expected: string): unknown {
  if (expected === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  if (!['number', 'int', 'array', 'object', 'record'].includes(expected)) return undefined;
  try {
    return JSON.parse(text) as unknown;
  } catch {
    // Left as text: the check then names the variable.
    return undefined;
  }
}

function sentenceOf(
  issue: z.core.$ZodIssue,
  settings: Settings,
  variableOf: ReadonlyMap<string, string>,
  sources: ConfigurationSources,
): string {
  const key = issue.path.join('.');
  const file = sources.file === undefined ? 'the configuration' : `the file ${sources.file}`;
  if (issue.code === 'unrecognized_keys') {
    const unknown = [...issue.path, issue.keys[0]].join('.');
    return `The setting "${unknown}" in ${file} does not exist: correct its name or remove it.`;
  }
  const possible = possibleVariable(key, sources);
  if (get(settings, issue.path) === undefined) {
    const where = [
      ...(sources.file === undefined ? [] : [`add it to ${file}`]),
      ...(possible ? [`set the variable ${possible}`] : []),
    ];
    return `The setting "${key}" is missing: ${where.join(' or ') || 'provide it'}.`;
  }
  const source = [...variableOf].find(([applied]) => key === applied || key.startsWith(`${applied}.`))?.[1];
  const place = source ? `the variable ${source}` : file;
  return `The setting "${key}" from ${place} is not valid (${issue.message}): correct it there.`;
}

function possibleVariable(
  key: string,
  { variables = {}, prefix = prefixDefault }: ConfigurationSources,
): string | undefined {
  const name = Object.keys(variables).find((candidate) => variables[candidate] === key);
  return name && `${prefix}${name}`;
}

function get(settings: Settings, path: readonly PropertyKey[]): unknown {
  let value: unknown = settings;
  for (const step of path) value = (value as Record<PropertyKey, unknown> | null | undefined)?.[step];
  return value;
}

function put(settings: Settings, path: readonly string[], value: unknown): void {
  const [step = '', ...rest] = path;
  if (rest.length === 0) {
    settings[step] = value;
    return;
  }
  const inner = settings[step];
  const next = isSettings(inner) ? inner : {};
  settings[step] = next;
  put(next, rest, value);
}

function isSettings(value: unknown): value is Settings {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

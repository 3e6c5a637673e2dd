import { readFileSync } from 'node:fs';
import type { Client } from '@counterfoil/http/client';
import { ask, RefusedByProduct } from '../ask.ts';
import { columns } from '../columns.ts';
import { readWords, UsageError, type Command, type CommandContext } from '../command.ts';
import { headquartersOptions, withHeadquarters } from '../headquarters-client.ts';

const options = {
  ...headquartersOptions,
  json: { type: 'string' },
  file: { type: 'string' },
} as const;

/** Most words after `setting`: its verb, a kind, a key, and fields with their values. */
const wordCountMax = 60;

/** A kind of settings as headquarters tells of it. */
interface ListedKind {
  readonly kind: string;
  readonly title: Readonly<Record<'en' | 'fr', string>>;
  /** Fields of the key, in the order of the address. */
  readonly key: readonly string[];
  readonly job: string | null;
}

type Setting = Readonly<Record<string, unknown>>;

/** What a verb is given beside the context. */
interface Wanted {
  readonly client: Client;
  readonly kind: ListedKind;
  readonly key: readonly string[];
  /** Words after the key: `name=value`. */
  readonly fields: readonly string[];
  /** A whole setting as JSON; null when it is given field by field. */
  readonly document: string | null;
}

/** `counterfoil setting list [KIND] | get KIND KEY | put KIND KEY FIELD=VALUE… | delete KIND KEY` */
export const settingCommand: Command = async (context) => {
  const { values, positionals } = readWords(context, options, { min: 1, max: wordCountMax });
  const [verb = '', kindName, ...words] = positionals;
  const act = Object.hasOwn(verbs, verb) ? verbs[verb] : undefined;
  if (!act) throw new UsageError(context.say('surplusWord', { command: 'setting', word: verb }));
  if (kindName === undefined && verb !== 'list')
    throw new UsageError(context.say('missingWord', { command: 'setting' }));
  const document = verb === 'put' ? documentOf(context, values) : null;
  return withHeadquarters(context, values, async (client) => {
    const { kinds } = await ask<{ kinds: ListedKind[] }>(client, 'GET', '/settings');
    if (kindName === undefined) return listKinds(context, kinds);
    const kind = kinds.find((candidate) => candidate.kind === kindName);
    if (!kind) throw new UsageError(context.say('unknownKind', { kind: kindName, kinds: namesOf(kinds) }));
    const keyLength = verb === 'list' ? 0 : kind.key.length;
    const key = words.slice(0, keyLength);
    const fields = words.slice(keyLength);
    if (key.length < keyLength)
      throw new UsageError(context.say('missingKey', { kind: kind.kind, key: kind.key.join(' ') }));
    const surplus = verb === 'put' ? undefined : fields[0];
    if (surplus !== undefined) throw new UsageError(context.say('surplusWord', { command: 'setting', word: surplus }));
    return act(context, { client, kind, key, fields, document });
  });
};

type Verb = (context: CommandContext, wanted: Wanted) => Promise<number>;

const verbs: Readonly<Record<string, Verb>> = { list, get, put, delete: remove };

function namesOf(kinds: readonly ListedKind[]): string {
  return kinds.map(({ kind }) => kind).join(', ');
}

function documentOf({ say }: CommandContext, values: { json?: string; file?: string }): string | null {
  if (values.file === undefined) return values.json ?? null;
  try {
    return readFileSync(values.file, 'utf8');
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? '';
    throw new UsageError(say('fileUnreadable', { file: values.file, reason }));
  }
}

function listKinds({ print, say, language }: CommandContext, kinds: readonly ListedKind[]): number {
  const heads = [say('kind'), '', say('key'), say('job')];
  const rows = kinds.map(({ kind, title, key, job }) => [kind, title[language], key.join(' '), job ?? '']);
  for (const line of columns([heads, ...rows])) print(line);
  return 0;
}

async function list(context: CommandContext, wanted: Wanted): Promise<number> {
  const { client, kind } = wanted;
  const { print, say } = context;
  if (kind.key.length === 0) return get(context, wanted);
  const path = `/settings/${kind.kind}`;
  const { settings, warnings } = await ask<{ settings: Setting[]; warnings: string[] }>(client, 'GET', path);
  const heads = [...new Set([...kind.key, ...settings.flatMap((setting) => Object.keys(setting))])];
  const rows = settings.map((setting) => heads.map((field) => cellOf(setting[field])));
  if (rows.length === 0) print(say('none'));
  else for (const line of columns([heads, ...rows])) print(line);
  for (const warning of warnings) print(`! ${warning}`);
  return 0;
}

function cellOf(value: unknown): string {
  return typeof value === 'string' ? value : (JSON.stringify(value) ?? '');
}

async function get({ print }: CommandContext, { client, kind, key }: Wanted): Promise<number> {
  const { setting, warnings } = await read(client, kind, key);
  print(JSON.stringify(setting, null, 2));
  for (const warning of warnings) print(`! ${warning}`);
  return 0;
}

function read(
  client: Client,
  kind: ListedKind,
  key: readonly string[],
): Promise<{ setting: Setting; warnings: string[] }> {
  return ask(client, 'GET', pathOf(kind, key));
}

function pathOf({ kind }: ListedKind, key: readonly string[]): string {
  return ['/settings', kind, ...key.map(encodeURIComponent)].join('/');
}

/** What a change answers. */
interface Change {
  readonly changed: boolean;
  readonly job: string | null;
  readonly version: number | null;
  readonly warnings: readonly string[];
}

async function put(context: CommandContext, wanted: Wanted): Promise<number> {
  const { client, kind, key, fields, document } = wanted;
  const { print, say } = context;
  if (document === null && fields.length === 0) throw new UsageError(say('missingWord', { command: 'setting' }));
  const given = document === null ? await present(client, kind, key) : jsonOf(context, document);
  const body = { ...given, ...Object.fromEntries(fields.map((word) => fieldOf(context, word))) };
  const { changed, job, version, warnings } = await ask<Change>(client, 'PUT', pathOf(kind, key), body);
  const name = [kind.kind, ...key].join(' ');
  if (!changed) print(say('settingUnchanged', { name }));
  else
    print(job === null ? say('settingSaved', { name }) : say('settingSavedFor', { name, job, version: version ?? 0 }));
  for (const warning of warnings) print(`! ${warning}`);
  return 0;
}

/** The setting as it stands; empty where there is none yet. */
async function present(client: Client, kind: ListedKind, key: readonly string[]): Promise<Setting> {
  try {
    return (await read(client, kind, key)).setting;
  } catch (error) {
    if (error instanceof RefusedByProduct && error.body?.code === 'setting_unknown') return {};
    throw error;
  }
}

function jsonOf({ say }: CommandContext, text: string): Setting {
  const value = parsed(text);
  if (typeof value !== 'object' || value === null || Array.isArray(value)) throw new UsageError(say('jsonUnreadable'));
  return value as Setting;
}

/** `name=value`; a value that reads as JSON is taken as that, any other as text. */
function fieldOf({ say }: CommandContext, word: string): [string, unknown] {
  const at = word.indexOf('=');
  if (at < 1) throw new UsageError(say('fieldUnreadable', { word }));
  const value = word.slice(at + 1);
  const json = parsed(value);
  return [word.slice(0, at), json === undefined ? value : json];
}

/** The JSON of `text`; undefined when it is none. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    // A text that is no JSON stands for itself.
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function remove({ print, say }: CommandContext, { client, kind, key }: Wanted): Promise<number> {
  if (kind.key.length === 0) throw new UsageError(say('settingNotDeletable', { kind: kind.kind }));
  await ask(client, 'DELETE', pathOf(kind, key));
  print(say('settingDeleted', { name: [kind.kind, ...key].join(' ') }));
  return 0;
}

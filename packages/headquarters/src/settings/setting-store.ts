import { prepared, type Statement, type Tx } from '@counterfoil/database/database';
import { keyOf, type AnySettingKind, type SettingKind, type SettingValue } from './setting-kind.ts';

/** The statements of one kind, made once from its declaration. */
interface SettingStatements {
  readonly list: Statement;
  readonly find: Statement;
  readonly lock: Statement;
  readonly put: Statement;
  readonly remove: Statement;
  parametersOf(value: SettingValue): unknown[];
  keyParametersOf(key: readonly string[]): unknown[];
}

const statementsByKind = new Map<string, SettingStatements>();

function statementsOf(kind: AnySettingKind): SettingStatements {
  const known = statementsByKind.get(kind.name);
  if (known) return known;
  const made = 'documents' in kind.storage ? documentStatements : tableStatements(kind, kind.storage);
  const statements = { ...made, ...parametersFor(kind) };
  statementsByKind.set(kind.name, statements);
  return statements;
}

type Texts = Pick<SettingStatements, 'list' | 'find' | 'lock' | 'put' | 'remove'>;

/* One kind is the same as another to these statements, so that all kinds share their plans. */
const documentStatements: Texts = {
  list: prepared('list-setting-documents', 'SELECT document FROM setting_documents WHERE kind = $1 ORDER BY key'),
  find: prepared('find-setting-document', 'SELECT document FROM setting_documents WHERE kind = $1 AND key = $2'),
  lock: prepared(
    'lock-setting-document',
    'SELECT document FROM setting_documents WHERE kind = $1 AND key = $2 FOR UPDATE',
  ),
  put: prepared(
    'put-setting-document',
    `INSERT INTO setting_documents (kind, key, document) VALUES ($1, $2, $3)
     ON CONFLICT (kind, key) DO UPDATE SET document = excluded.document`,
  ),
  remove: prepared('remove-setting-document', 'DELETE FROM setting_documents WHERE kind = $1 AND key = $2'),
};

function tableStatements(
  kind: AnySettingKind,
  { table, columns }: Extract<AnySettingKind['storage'], { table: string }>,
): Texts {
  const names = Object.values(columns);
  const keys = kind.key.map((field) => columns[field]);
  const selected = Object.entries(columns).map(([field, column]) => `'${field}', ${column}`);
  const isKey = keys.map((column, index) => `${column} = $${index + 1}`).join(' AND ');
  const written = names.filter((column) => !keys.includes(column)).map((column) => `${column} = excluded.${column}`);
  const document = `jsonb_build_object(${selected.join(', ')}) AS document`;
  return {
    list: prepared(`list-setting-${kind.name}`, `SELECT ${document} FROM ${table} ORDER BY ${keys.join(', ')}`),
    find: prepared(`find-setting-${kind.name}`, `SELECT ${document} FROM ${table} WHERE ${isKey}`),
    lock: prepared(`lock-setting-${kind.name}`, `SELECT ${document} FROM ${table} WHERE ${isKey} FOR UPDATE`),
    put: prepared(
      `put-setting-${kind.name}`,
      `INSERT INTO ${table} (${names.join(', ')}) VALUES (${names.map((_, index) => `$${index + 1}`).join(', ')})
       ON CONFLICT (${keys.join(', ')}) DO UPDATE SET ${written.join(', ')}`,
    ),
    remove: prepared(`remove-setting-${kind.name}`, `DELETE FROM ${table} WHERE ${isKey}`),
  };
}

function parametersFor(kind: AnySettingKind): Pick<SettingStatements, 'parametersOf' | 'keyParametersOf'> {
  const { storage } = kind;
  if ('documents' in storage) {
    const keyParametersOf = (key: readonly string[]): unknown[] => [kind.name, documentKey(key)];
    return {
      keyParametersOf,
      parametersOf: (value) => [...keyParametersOf(keyOf(kind, value)), JSON.stringify(value)],
    };
  }
  const { columns, json = [] } = storage;
  return {
    keyParametersOf: (key) => [...key],
    parametersOf: (value) =>
      Object.entries(columns).map(([field, column]) =>
        json.includes(column) ? JSON.stringify(value[field]) : value[field],
      ),
  };
}

/** The key of a document as text; kinds of documents have one key field at most. */
function documentKey(key: readonly string[]): string {
  if (key.length > 1) throw new Error('a kind of documents has one key field at most');
  return key[0] ?? '';
}

interface DocumentRow {
  document: SettingValue;
}

/** Every setting of a kind by key; of a kind of which there is one, that one or its initial value. */
export async function readSettings<Value extends object>(tx: Tx, kind: SettingKind<Value>): Promise<Value[]> {
  const plain = plainKind(kind);
  const { list } = statementsOf(plain);
  const rows = await tx.query<DocumentRow>(list, 'documents' in plain.storage ? [plain.name] : []);
  // Only values of the kind's own schema are ever written.
  const values = rows.map((row) => row.document as Value);
  return values.length === 0 && kind.initial !== undefined ? [kind.initial] : values;
}

/** The setting of that key; null when there is none. */
export async function findSetting<Value extends object>(
  tx: Tx,
  kind: SettingKind<Value>,
  key: readonly string[],
): Promise<Value | null> {
  const { find, keyParametersOf } = statementsOf(plainKind(kind));
  const row = (await tx.query<DocumentRow>(find, keyParametersOf(key)))[0];
  return (row?.document as Value | undefined) ?? kind.initial ?? null;
}

/** The same, and nobody comes to use it or changes it until the transaction ends. */
export async function lockSetting(tx: Tx, kind: AnySettingKind, key: readonly string[]): Promise<SettingValue | null> {
  const { lock, keyParametersOf } = statementsOf(kind);
  return (await tx.query<DocumentRow>(lock, keyParametersOf(key)))[0]?.document ?? null;
}

/** The only setting of its kind. */
export async function readOnlySetting<Value extends object>(tx: Tx, kind: SettingKind<Value>): Promise<Value> {
  const value = await findSetting(tx, kind, []);
  if (!value) throw new Error(`there is more than one of ${kind.name}`);
  return value;
}

/** Writes a setting as it is: the rules were checked before. */
export async function putSetting(tx: Tx, kind: AnySettingKind, value: SettingValue): Promise<void> {
  const { put, parametersOf } = statementsOf(kind);
  await tx.query(put, parametersOf(value));
}

/** Takes a setting away. */
export async function removeSetting(tx: Tx, kind: AnySettingKind, key: readonly string[]): Promise<void> {
  const { remove, keyParametersOf } = statementsOf(kind);
  await tx.query(remove, keyParametersOf(key));
}

/** The kind without its value type, for the parts that treat all kinds alike. */
export function plainKind<Value extends object>(kind: SettingKind<Value>): AnySettingKind {
  return kind as unknown as AnySettingKind;
}

import type { ConfigurationJob } from '@counterfoil/contracts/channel-configuration';
import type { Problem } from '@counterfoil/contracts/customer-operation';
import type { Language } from '@counterfoil/contracts/error-register';
import type { Statement, Tx } from '@counterfoil/database/database';
import { z } from 'zod';

/** A setting whose kind is not known at the place. */
export type SettingValue = Readonly<Record<string, unknown>>;

/** Texts in each language of the product. */
export type Translated = Readonly<Record<Language, string>>;

/** One setting named by another: the field that names it, its kind and its key. */
export interface SettingReference {
  readonly field: string;
  readonly kind: string;
  readonly key: readonly string[];
}

/** Where the settings of a kind are kept. */
export type SettingStorage =
  | { readonly documents: true }
  | {
      readonly table: string;
      /** Field → column. */
      readonly columns: Readonly<Record<string, string>>;
      /** Columns of JSON. */
      readonly json?: readonly string[];
    };

/** What a rule beyond the setting itself may read. */
export interface SettingRuleContext {
  readonly tx: Tx;
  readonly language: Language;
}

/** What only the database knows to be using a setting: rows that are no settings. */
export interface SettingUser {
  /** Takes the key; answers a row when something uses the setting. */
  readonly statement: Statement;
  /** What uses it. */
  readonly title: Translated;
}

/**
 * One kind of settings. From this declaration come its typed reading, its changes with validation, audit and version,
 * its API routes with their OpenAPI text, and its place in the command line.
 */
export interface SettingKind<Value extends object = SettingValue> {
  /** Plural, as in the path of its routes: `address-books`. */
  readonly name: string;
  /** Singular, for sentences and the audit: `address book`. */
  readonly title: Translated;
  /** What it is for. */
  readonly description: string;
  /** Fields that name one of the kind; none where there is only one. */
  readonly key: readonly string[];
  readonly schema: z.ZodType<Value> & z.ZodObject;
  readonly storage: SettingStorage;
  /** The job that carries it to channels. */
  readonly job: ConfigurationJob | null;
  /** What is read as long as nobody has set the only one of the kind. */
  readonly initial?: Value;
  readonly example: Value;
  /** Names of fields whose text may have several lines. */
  readonly multilineFields?: readonly string[];
  /** Kinds that `references` can name. */
  readonly refersTo?: readonly string[];
  references?(value: Value): readonly SettingReference[];
  /** Rules about the setting itself. */
  check?(value: Value): readonly Problem[];
  /** Rules about the setting and others; checked again when a setting that it names changes. */
  verify?(value: Value, context: SettingRuleContext): Promise<readonly Problem[]>;
  /** What whoever reads or sets it has to know. */
  warnings?(value: Value): readonly Translated[];
  /** Other jobs whose settings change with it, since they tell each channel database only what its channels need. */
  alsoRaises?(before: Value | null, after: Value | null): readonly ConfigurationJob[];
  readonly usedBy?: readonly SettingUser[];
}

/** A kind as the generic parts see it: its functions are only ever given values of its own schema. */
export type AnySettingKind = SettingKind;

/** Declares a kind; its value type is that of its schema. Throws when the example does not fit the schema. */
export function defineSettingKind<Schema extends z.ZodObject>(
  kind: Omit<SettingKind<z.output<Schema>>, 'schema'> & { readonly schema: Schema },
): SettingKind<z.output<Schema>> {
  const example = kind.schema.safeParse(kind.example);
  if (!example.success) throw new Error(`the example of ${kind.name} does not fit: ${z.prettifyError(example.error)}`);
  return kind as unknown as SettingKind<z.output<Schema>>;
}

/** The key of `value`, in the order of the kind's key fields. */
export function keyOf(kind: Pick<AnySettingKind, 'key'>, value: SettingValue): string[] {
  return kind.key.map((field) => String(value[field]));
}

/** A setting's name for the audit: `address book SHARED`. */
export function auditNameOf(kind: Pick<AnySettingKind, 'title'>, key: readonly string[]): string {
  return [kind.title.en, ...key].join(' ');
}

import type { SettingValue } from './setting-form.ts';

/** The rules of one field: as much of JSON Schema as the kinds of settings use. */
export interface FieldSchema {
  readonly type?: string;
  readonly enum?: readonly string[];
  readonly const?: unknown;
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly pattern?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly exclusiveMinimum?: number;
  readonly maxItems?: number;
  readonly items?: FieldSchema;
  readonly properties?: Readonly<Record<string, FieldSchema>>;
  readonly required?: readonly string[];
  readonly additionalProperties?: FieldSchema | boolean;
  readonly anyOf?: readonly FieldSchema[];
}

/** What a value breaks. */
export interface FieldFault {
  /** Path of the field, for example `text.fr` or `fixedList.0.value`. */
  readonly field: string;
  readonly rule:
    'required' | 'tooLong' | 'tooShort' | 'form' | 'whole' | 'tooSmall' | 'tooLarge' | 'tooMany' | 'number';
  /** Of lengths, numbers and counts. */
  readonly bound?: number;
}

/** The rules of a whole setting. */
export function schemaOf(schema: Readonly<Record<string, unknown>>): FieldSchema {
  return schema;
}

/** Whether a field may be left empty, as null. */
export function isNullable({ anyOf, type }: FieldSchema): boolean {
  return type === 'null' || (anyOf?.some(isNullable) ?? false);
}

/** The empty value of a field: what a new setting begins with. */
export function emptyValue(schema: FieldSchema): unknown {
  if (isNullable(schema)) return null;
  if (schema.enum) return schema.enum[0] ?? '';
  switch (schema.type) {
    case 'boolean':
      return false;
    case 'integer':
    case 'number':
      return Math.max(0, schema.minimum ?? 0);
    case 'array':
      return [];
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([name, field]) => [name, emptyValue(field)]),
      );
    default:
      return '';
  }
}

/** What a value breaks of its rules, so that it is said before anything is sent. */
export function faultsOf(schema: FieldSchema, value: unknown, field = ''): FieldFault[] {
  if (schema.anyOf) return faultsOfAny(schema.anyOf, value, field);
  switch (schema.type) {
    case 'string':
      return typeof value === 'string' ? textFaults(schema, value, field) : [{ field, rule: 'required' }];
    case 'integer':
    case 'number':
      return typeof value === 'number' && Number.isFinite(value)
        ? numberFaults(schema, value, field)
        : [{ field, rule: value === null || value === '' ? 'required' : 'number' }];
    case 'array':
      return arrayFaults(schema, value, field);
    case 'object':
      return objectFaults(schema, value as SettingValue, field);
    default:
      return [];
  }
}

/* A value of one of several types keeps the rules of the one whose type it has. */
function faultsOfAny(schemas: readonly FieldSchema[], value: unknown, field: string): FieldFault[] {
  if (value === null && schemas.some(({ type }) => type === 'null')) return [];
  const own = schemas.find(({ type }) => type === typeof value || (type === 'integer' && typeof value === 'number'));
  const other = schemas.find(({ type }) => type !== 'null');
  const schema = own ?? other;
  return schema ? faultsOf(schema, value, field) : [];
}

function textFaults(
  { minLength = 0, maxLength, pattern, enum: values }: FieldSchema,
  text: string,
  field: string,
): FieldFault[] {
  if (text === '' && (minLength > 0 || pattern !== undefined)) return [{ field, rule: 'required' }];
  if (text.trim() === '' && text !== '') return [{ field, rule: 'required' }];
  if (text.length < minLength) return [{ field, rule: 'tooShort', bound: minLength }];
  if (maxLength !== undefined && text.length > maxLength) return [{ field, rule: 'tooLong', bound: maxLength }];
  if (values && !values.includes(text)) return [{ field, rule: 'form' }];
  if (pattern !== undefined && !new RegExp(pattern, 'u').test(text)) return [{ field, rule: 'form' }];
  return [];
}

function numberFaults(
  { type, minimum, maximum, exclusiveMinimum }: FieldSchema,
  value: number,
  field: string,
): FieldFault[] {
  if (type === 'integer' && !Number.isSafeInteger(value)) return [{ field, rule: 'whole' }];
  const least = minimum ?? (exclusiveMinimum === undefined ? undefined : exclusiveMinimum + 1);
  if (least !== undefined && value < least) return [{ field, rule: 'tooSmall', bound: least }];
  if (maximum !== undefined && value > maximum) return [{ field, rule: 'tooLarge', bound: maximum }];
  return [];
}

function arrayFaults({ items, maxItems }: FieldSchema, value: unknown, field: string): FieldFault[] {
  const entries = Array.isArray(value) ? (value as unknown[]) : [];
  if (maxItems !== undefined && entries.length > maxItems) return [{ field, rule: 'tooMany', bound: maxItems }];
  return items ? entries.flatMap((entry, index) => faultsOf(items, entry, `${field}.${index}`)) : [];
}

function objectFaults(schema: FieldSchema, value: SettingValue, field: string): FieldFault[] {
  const { properties = {}, additionalProperties } = schema;
  const known = Object.entries(properties).flatMap(([name, rules]) =>
    faultsOf(rules, value[name], pathOf(field, name)),
  );
  if (typeof additionalProperties !== 'object') return known;
  const others = Object.entries(value ?? {}).filter(([name]) => !(name in properties));
  return [
    ...known,
    ...others.flatMap(([name, entry]) => [
      ...(name.trim() === '' ? [{ field: pathOf(field, name), rule: 'required' as const }] : []),
      ...faultsOf(additionalProperties, entry, pathOf(field, name)),
    ]),
  ];
}

function pathOf(field: string, name: string): string {
  return field === '' ? name : `${field}.${name}`;
}

import {
  settingEffectSchema,
  settingJobSchema as jobSchema,
  settingKindListSchema,
  type ListedSettingKind,
  type SettingEffect,
} from '@counterfoil/contracts/administration/settings';
import type { ErrorCode, Language } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { deleteSetting, saveSetting, unknownSetting } from '../settings/save-setting.ts';
import { settingEffect } from '../settings/setting-effect.ts';
import { keyOf, type AnySettingKind, type SettingValue } from '../settings/setting-kind.ts';
import { alertRules, eventSubscriptions, settingKinds } from '../settings/setting-kinds.ts';
import { findSetting, readSettings } from '../settings/setting-store.ts';
import { administratorOnly, readers, setupWriters, type HeadquartersApi } from './headquarters-api.ts';

/** A setting of more would be a burden to every channel that it is sent to. */
const settingBytesMax = 256 * 1024;

/** A key in an address: visible characters, with no space around them. */
const keySchema = z
  .string()
  .min(1)
  .max(60)
  .regex(/^[^\p{C}\s](?:[^\p{C}]*[^\p{C}\s])?$/u);

/** What every change of a setting answers beside it. */
const changeShape = {
  /** The job that carries it to channels. */
  job: jobSchema,
  /** Of the settings that the job carries; null when nothing changed or no job carries it. */
  version: z.number().int().nullable(),
  warnings: z.array(z.string()),
};

/** What a change of any setting can be refused for. */
const changeErrors: readonly ErrorCode[] = [
  'text_invalid',
  'field_required',
  'field_too_long',
  'setting_reference_unknown',
  'setting_key_mismatch',
  'setting_entry_duplicate',
  'country_invalid',
  'currency_invalid',
  'language_invalid',
  'call_center_without_channel_database',
  'functionality_profile_kind_wrong',
  'register_needs_store',
  'distribution_direction_wrong',
  'default_customer_unknown',
  'attribute_fixed_list_invalid',
  'attribute_range_invalid',
  'attribute_default_invalid',
  'email_invalid',
  'email_template_placeholder_unknown',
  'email_profile_channel_taken',
  'event_url_invalid',
  'alert_address_invalid',
];

/** `GET /settings` */
export const listSettingKinds = (): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listSettingKinds',
      method: 'GET',
      path: '/settings',
      summary: 'The kinds of settings',
      description:
        'Each is read and changed under `/settings/{kind}`; the job is the one that carries it to channels, the schema ' +
        'says what its fields may hold.',
      request: {},
      response: { 200: settingKindListSchema },
      errors: [],
      examples: { response: { kinds: settingKinds.map(listedKind) } },
    }),
    async () => ({ status: 200, body: { kinds: settingKinds.map(listedKind) } }),
  );

function listedKind(kind: AnySettingKind): ListedSettingKind {
  const { name, title, description, key, job } = kind;
  const schema = z.toJSONSchema(kind.schema, { io: 'input' });
  return { kind: name, title, description, key: [...key], job, routeWord: wordOf(kind), schema };
}

/** The routes of every kind of settings. */
export function settingRoutes(): ((api: HeadquartersApi) => RouteWithHandler)[] {
  const several = settingKinds.filter(({ key }) => key.length > 0);
  return [
    listSettingKinds,
    ...several.map((kind) => listSettingsOf(kind)),
    ...settingKinds.flatMap((kind) => [getSettingOf(kind), putSettingOf(kind)]),
    ...several.map((kind) => deleteSettingOf(kind)),
    ...settingKinds.map((kind) => getSettingEffectOf(kind)),
  ];
}

type RouteOf = (api: HeadquartersApi) => RouteWithHandler;

/** `GET /settings/{kind}` */
function listSettingsOf(kind: AnySettingKind): RouteOf {
  const warnings = warningsOf(kind, kind.example, 'en');
  return ({ headquarters }) =>
    handle(
      defineRoute({
        ...readers,
        name: `list${wordOf(kind)}Settings`,
        method: 'GET',
        path: `/settings/${kind.name}`,
        summary: `Every ${kind.title.en}`,
        description: kind.description,
        request: {},
        response: { 200: z.strictObject({ settings: z.array(kind.schema), warnings: z.array(z.string()) }) },
        errors: [],
        examples: { response: { settings: [kind.example], warnings } },
      }),
      async ({ language }) => {
        const settings = await readSettings(headquarters.database, kind);
        const all = settings.flatMap((setting) => warningsOf(kind, setting, language));
        return { status: 200, body: { settings, warnings: [...new Set(all)] } };
      },
    );
}

/** `GET /settings/{kind}/{key}` */
function getSettingOf(kind: AnySettingKind): RouteOf {
  const warnings = warningsOf(kind, kind.example, 'en');
  return ({ headquarters }) =>
    handle(
      defineRoute({
        ...readers,
        name: `get${wordOf(kind)}Setting`,
        method: 'GET',
        path: pathOf(kind),
        summary: `One ${kind.title.en}`,
        description: kind.description,
        request: paramsOf(kind),
        response: { 200: z.strictObject({ setting: kind.schema, warnings: z.array(z.string()) }) },
        errors: ['setting_unknown'],
        examples: { response: { setting: kind.example, warnings } },
      }),
      async ({ params, language }) => {
        const key = keyIn(kind, params);
        const setting = await findSetting(headquarters.database, kind, key);
        if (!setting) throw unknownSetting(kind, key, language);
        return { status: 200, body: { setting, warnings: warningsOf(kind, setting, language) } };
      },
    );
}

const exampleEffect: SettingEffect = {
  users: [{ kind: 'channels', title: { en: 'channel', fr: 'canal' }, key: ['HOUSTON'] }],
  userCount: 1,
  channels: [{ channelId: 'HOUSTON', name: 'Houston', channelType: 'store' }],
  job: {
    name: '1070',
    title: { en: 'Channel configuration (1070)', fr: 'Configuration du canal (1070)' },
    recurrence: 'continuous',
    running: false,
    lastRunAt: '2026-03-01T09:55:00.000Z',
    lastRunFailed: false,
    nextRunAt: null,
  },
  channelDatabases: [
    {
      channelDatabaseId: 'houston',
      name: 'Houston',
      served: true,
      settingsVersion: 7,
      publishedVersion: 7,
      actingVersion: 6,
      onItsWay: 'notFetched',
      actingSince: '2026-03-01T09:00:00.000Z',
      lastContactAt: '2026-03-01T10:00:00.000Z',
    },
  ],
};

/** `GET /settings/{kind}/{key}/effect` */
function getSettingEffectOf(kind: AnySettingKind): RouteOf {
  return ({ headquarters, batchJobs }) =>
    handle(
      defineRoute({
        ...readers,
        name: `get${wordOf(kind)}SettingEffect`,
        method: 'GET',
        path: `${pathOf(kind)}/effect`,
        summary: `Whom one ${kind.title.en} concerns`,
        description:
          'The settings that name it, the channels behind them, the job that carries it to them with its last and next ' +
          'run, and which version of that job’s settings each channel database acts on.',
        request: paramsOf(kind),
        response: { 200: settingEffectSchema },
        errors: ['setting_unknown'],
        examples: { response: exampleEffect },
      }),
      async ({ params, language }) => {
        const key = keyIn(kind, params);
        const effect = await settingEffect(headquarters.database, kind, key, await batchJobs.list());
        if (!effect) throw unknownSetting(kind, key, language);
        return { status: 200, body: effect };
      },
    );
}

/** `PUT /settings/{kind}/{key}` */
function putSettingOf(kind: AnySettingKind): RouteOf {
  const wantedSchema = wantedSchemaOf(kind);
  const example = Object.fromEntries(Object.entries(kind.example).filter(([field]) => !kind.key.includes(field)));
  const warnings = warningsOf(kind, kind.example, 'en');
  return ({ headquarters }) =>
    handle(
      defineRoute({
        ...writersOf(kind),
        name: `put${wordOf(kind)}Setting`,
        method: 'PUT',
        path: pathOf(kind),
        summary: `Create or change one ${kind.title.en}`,
        description: `${kind.description} The same values again change nothing.`,
        request: { ...paramsOf(kind), body: wantedSchema },
        response: {
          200: z.strictObject({ setting: kind.schema, created: z.boolean(), changed: z.boolean(), ...changeShape }),
        },
        errors: changeErrors,
        examples: {
          request: example,
          response: { setting: kind.example, created: false, changed: true, job: kind.job, version: 7, warnings },
        },
        bodyBytesMax: settingBytesMax,
      }),
      async ({ params, body, caller, language }) => {
        const value = withKey(kind, keyIn(kind, params), body);
        const author = { changedBy: caller.subject, language };
        const saved = await saveSetting(headquarters, kind, value, author);
        const { value: setting, created, changed, version } = saved;
        const told = warningsOf(kind, setting, language);
        return { status: 200, body: { setting, created, changed, job: kind.job, version, warnings: told } };
      },
    );
}

/** The setting without its key, or with the one of the address. */
function wantedSchemaOf({ key, schema }: AnySettingKind): z.ZodObject {
  const fields = Object.entries(schema.shape);
  return z.strictObject(
    Object.fromEntries(fields.map(([field, shape]) => [field, key.includes(field) ? z.optional(shape) : shape])),
  );
}

/** `DELETE /settings/{kind}/{key}` */
function deleteSettingOf(kind: AnySettingKind): RouteOf {
  return ({ headquarters }) =>
    handle(
      defineRoute({
        ...writersOf(kind),
        name: `delete${wordOf(kind)}Setting`,
        method: 'DELETE',
        path: pathOf(kind),
        summary: `Delete one ${kind.title.en}`,
        description: 'Refused as long as anything uses it; answers what it was.',
        request: paramsOf(kind),
        response: { 200: z.strictObject({ deleted: kind.schema, ...changeShape }) },
        errors: ['setting_unknown', 'setting_in_use'],
        examples: { response: { deleted: kind.example, job: kind.job, version: 8, warnings: [] } },
      }),
      async ({ params, caller, language }) => {
        const author = { changedBy: caller.subject, language };
        const { value, version } = await deleteSetting(headquarters, kind, keyIn(kind, params), author);
        return { status: 200, body: { deleted: value, job: kind.job, version, warnings: [] } };
      },
    );
}

/** Where whole customers are sent, and who is written to of alerts, only administrators say. */
function writersOf(kind: AnySettingKind): typeof administratorOnly | typeof setupWriters {
  const isReserved = kind.name === eventSubscriptions.name || kind.name === alertRules.name;
  return isReserved ? administratorOnly : setupWriters;
}

/** `scheduler job` as it stands in names of routes: `SchedulerJob`. */
function wordOf({ title }: AnySettingKind): string {
  return title.en
    .split(' ')
    .map((word) => `${word.charAt(0).toUpperCase()}${word.slice(1)}`)
    .join('');
}

function pathOf({ name, key }: AnySettingKind): string {
  return ['/settings', name, ...key.map((field) => `:${field}`)].join('/');
}

function paramsOf({ key }: AnySettingKind): { readonly params: z.ZodType<Record<string, string>> } {
  return { params: z.strictObject(Object.fromEntries(key.map((field) => [field, keySchema]))) };
}

function keyIn(kind: AnySettingKind, params: Readonly<Record<string, string>>): string[] {
  return kind.key.map((field) => params[field] ?? '');
}

/** The whole setting: the key of the address, and what the body says. Error: `setting_key_mismatch`. */
function withKey(kind: AnySettingKind, key: readonly string[], body: SettingValue): SettingValue {
  const addressed = Object.fromEntries(kind.key.map((field, index) => [field, key[index] ?? '']));
  const value = { ...addressed, ...body };
  kind.key.forEach((field, index) => {
    if (keyOf(kind, value)[index] === key[index]) return;
    throw refuse('setting_key_mismatch', field, { value: key[index] ?? '' });
  });
  return value;
}

function warningsOf(kind: AnySettingKind, value: SettingValue, language: Language): string[] {
  return (kind.warnings?.(value) ?? []).map((warning) => warning[language]);
}

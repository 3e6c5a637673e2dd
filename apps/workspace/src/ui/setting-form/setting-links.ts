import type { SettingValue } from './setting-form.ts';

/** Where the settings of a kind are listed; several pages share a kind where its settings differ in type. */
const listPaths: Readonly<Record<string, string | ((setting: SettingValue | undefined) => string)>> = {
  'address-books': '/setup/address-books',
  'address-formats': '/setup/address-formats',
  affiliations: '/setup/affiliations',
  'alert-rules': '/alert-rules',
  'attribute-groups': '/setup/attribute-groups',
  'channel-database-groups': '/setup/channel-database-groups',
  'channel-databases': '/setup/channel-databases',
  'channel-schemas': '/setup/channel-schemas',
  channels: (setting) => channelPaths[String(setting?.['channelType'])] ?? '/setup/stores',
  'customer-attributes': '/setup/customer-attributes',
  'customer-groups': '/setup/customer-groups',
  'distribution-schedules': '/distribution-schedules',
  'default-customers': '/setup/default-customers',
  'email-notification-profiles': '/setup/email-notification-profiles',
  'event-subscriptions': '/setup/event-subscriptions',
  'functionality-profiles': (setting) =>
    setting?.['kind'] === 'online' ? '/setup/online-functionality-profiles' : '/setup/functionality-profiles',
  'legal-entities': '/setup/legal-entities',
  'loyalty-programs': '/setup/loyalty-programs',
  'offline-profiles': '/setup/offline-profiles',
  'personal-titles': '/setup/personal-titles',
  products: '/setup/products',
  registers: '/registers',
  'scheduler-jobs': '/scheduler-jobs',
  'scheduler-subjobs': '/scheduler-subjobs',
  workers: '/workers',
};

const channelPaths: Readonly<Record<string, string>> = {
  store: '/setup/stores',
  online: '/setup/online-stores',
  callCenter: '/setup/call-centers',
};

/** The list of a kind, or of those like `setting`; null when no page lists them. */
export function listPathOf(kind: string, setting?: SettingValue): string | null {
  const path = listPaths[kind];
  if (path === undefined) return null;
  return typeof path === 'string' ? path : path(setting);
}

/** The page of one setting below `path`: that of its list, or where copies of it begin. */
export function settingPath(path: string, key: readonly string[]): string {
  return [path, ...key.map(encodeURIComponent)].join('/');
}

/** Kinds whose settings are edited in their list: they have no page each. */
const editedInList: ReadonlySet<string> = new Set(['registers', 'workers']);

/** Where one setting that another names is found; null when no page shows it. */
export function placeOfSetting(kind: string, key: readonly string[]): string | null {
  const path = listPathOf(kind);
  return path === null || editedInList.has(kind) ? path : settingPath(path, key);
}

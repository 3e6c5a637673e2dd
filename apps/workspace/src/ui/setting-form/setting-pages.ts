import type { ComponentType, ReactNode } from 'react';
import type { SettingEffect } from '@counterfoil/contracts/administration/settings';
import type { MenuSection, Named, PageEntry } from '../../shell/page-entry.ts';
import type { SettingForm, SettingValue } from './setting-form.ts';

/** What a part of a form beyond its fields is told. */
export interface PanelProps {
  readonly settingKey: readonly string[];
  /** As it is saved. */
  readonly setting: SettingValue;
  readonly mayChange: boolean;
}

/** What is asked before a change is saved. */
export interface ConfirmationProps {
  /** As it is saved; null for a new one. */
  readonly before: SettingValue | null;
  readonly after: SettingValue;
  readonly settingKey: readonly string[];
  readonly effect: SettingEffect | null;
  onConfirm(): void;
  onCancel(): void;
}

/** What a kind of settings has beyond its fields. */
export interface SettingParts {
  /** Beside the form of a setting that exists. */
  readonly Panel?: ComponentType<PanelProps>;
  /** Below the fields, with whatever has been typed so far: a preview. */
  readonly Preview?: ComponentType<{ readonly value: SettingValue }>;
  /** Above the list. */
  readonly ListPanel?: ComponentType;
  readonly confirmation?: {
    isNeeded(before: SettingValue | null, after: SettingValue): boolean;
    readonly Confirmation: ComponentType<ConfirmationProps>;
  };
  /** More of a row of the list, such as its state. */
  readonly columns?: readonly {
    readonly key: string;
    readonly header: Named;
    cell(setting: SettingValue): ReactNode;
  }[];
}

/** Where a kind of settings is in the menu, and how it is edited. */
export interface SettingPlace {
  /** Of the list, or of the form where there is only one; forms are below it, by key. */
  readonly path: string;
  readonly title: Named;
  readonly section: MenuSection;
  /** Fields of the key; none where there is only one. */
  readonly keyFields: readonly string[];
  readonly form: () => Promise<SettingForm>;
  readonly parts?: () => Promise<SettingParts>;
}

/** The name of the parameter of an address that holds the key's field of that place. */
export function keyParameter(index: number): string {
  return `key${index}`;
}

/** The address of new settings of a page; below it by key: as a copy of one. */
export function creationPath(path: string): string {
  return `${path}-new`;
}

/** The pages of a kind of settings: list, form, creation and copy; where there is only one, its form. */
export function settingPages(place: SettingPlace): PageEntry[] {
  const { path, title, section, keyFields } = place;
  const needs = 'listSettingKinds';
  if (keyFields.length === 0) return [{ path, title, section, needs, load: pageOf(place, 'form') }];
  const key = keyFields.map((_, index) => `/$${keyParameter(index)}`).join('');
  const hidden = { title, section: null, needs };
  return [
    { path, title, section, needs, load: pageOf(place, 'list') },
    { ...hidden, path: `${path}${key}`, load: pageOf(place, 'form') },
    { ...hidden, path: creationPath(path), load: pageOf(place, 'creation') },
    { ...hidden, path: `${creationPath(path)}${key}`, load: pageOf(place, 'creation') },
  ];
}

function pageOf(place: SettingPlace, page: 'list' | 'form' | 'creation'): PageEntry['load'] {
  return async () => {
    const [{ settingComponents }, form, parts] = await Promise.all([
      import('./setting-components.tsx'),
      place.form(),
      place.parts?.() ?? {},
    ]);
    return { default: settingComponents[page]({ place, form, parts }) };
  };
}

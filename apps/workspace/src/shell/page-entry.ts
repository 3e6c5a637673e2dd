import type { ComponentType } from 'react';
import type { Language } from '@counterfoil/contracts/error-register';

/** A word or two in both languages. */
export type Named = Readonly<Record<Language, string>>;

/**
 * Where pages are in the menu, as in the reference product: module > group > page. A page without a section is reached
 * from others only.
 */
export const menuModules = [
  {
    title: { en: 'Retail and Commerce', fr: 'Retail et Commerce' },
    sections: {
      workspace: { en: 'Workspace', fr: 'Espace de travail' },
      customers: { en: 'Customers', fr: 'Clients' },
      channels: { en: 'Channels', fr: 'Canaux' },
      posSetup: { en: 'Channel setup: POS setup', fr: 'Configuration du canal : PDV' },
      onlineSetup: { en: 'Channel setup: Online store setup', fr: 'Configuration du canal : magasin en ligne' },
      channelSetup: { en: 'Channel setup', fr: 'Configuration du canal' },
      schedulerSetup: {
        en: 'Headquarters setup: Commerce scheduler',
        fr: 'Configuration du siège : planificateur Commerce',
      },
      parameters: { en: 'Headquarters setup: Parameters', fr: 'Configuration du siège : paramètres' },
      commerceIt: { en: 'Retail and Commerce IT', fr: 'Retail et Commerce IT' },
    },
  },
  {
    title: { en: 'System administration', fr: 'Administration du système' },
    sections: {
      administration: { en: 'Workspaces', fr: 'Espaces de travail' },
      batch: { en: 'Batch jobs', fr: 'Traitements par lots' },
      audit: { en: 'Audit and numbers', fr: 'Audit et numéros' },
      demonstration: { en: 'Demonstration', fr: 'Démonstration' },
    },
  },
] as const satisfies readonly { title: Named; sections: Readonly<Record<string, Named>> }[];

/** The name of a section of the menu. */
export type MenuSection = {
  [Module in (typeof menuModules)[number] as Module['title']['en']]: keyof Module['sections'];
}[(typeof menuModules)[number]['title']['en']];

/** One page of the workspace. */
export interface PageEntry {
  /** Below `/workspace`, parameters as `$customerId`. */
  readonly path: string;
  readonly title: Named;
  /** Null: not in the menu. */
  readonly section: MenuSection | null;
  /** The route of the API without which the page is of no use; who may not call it doesn't see the page in the menu. */
  readonly needs: string;
  /** Only in the demonstration. */
  readonly isDemonstration?: true;
  readonly load: () => Promise<{ readonly default: ComponentType }>;
}

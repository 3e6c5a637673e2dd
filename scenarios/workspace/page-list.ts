import { pages } from '@counterfoil/app-workspace/pages/pages';
import type { PageEntry } from '@counterfoil/app-workspace/shell/page-entry';

/** The pages that can be opened by their address alone: those of the menu, without what only the demonstration has. */
export const menuPages: readonly PageEntry[] = pages.filter(
  ({ section, isDemonstration }) => section !== null && isDemonstration !== true,
);

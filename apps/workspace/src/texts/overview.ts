import type { Texts } from '@counterfoil/ui/translated-texts';

const en = {};

const fr: Texts<typeof en> = {};

/** The texts of these pages. */
export const overviewTexts = { en, fr };

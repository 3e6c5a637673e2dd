import type { Language } from '@counterfoil/contracts/error-register';
import { markup, type Markup } from '@counterfoil/http/markup';
import { accountTexts } from '../../texts/account.ts';
import type { PageParts } from '../layout.ts';

/** The parts of an account and where they are. */
export const accountPaths = {
  overview: '/account',
  profile: '/account/profile',
  addresses: '/account/addresses',
  contacts: '/account/contacts',
  loyalty: '/account/loyalty',
  orders: '/account/orders',
} as const;

/** A part of an account. */
export type AccountPlace = keyof typeof accountPaths;

const places = Object.keys(accountPaths) as AccountPlace[];

/** A page of an account, with the way to its other parts. */
export function accountPage(
  { language }: { readonly language: Language },
  page: Pick<PageParts, 'title' | 'heading' | 'path'> & {
    readonly open: AccountPlace;
    readonly content: readonly Markup[];
  },
): PageParts {
  const { open, content, ...parts } = page;
  return { ...parts, place: 'account', content: [menu(language, open), ...content] };
}

function menu(language: Language, open: AccountPlace): Markup {
  const say = accountTexts[language];
  const links = places.map((place) => {
    const current = place === open ? markup` aria-current="page"` : '';
    return markup`<li><a href="${accountPaths[place]}"${current}>${say.places[place]}</a></li>`;
  });
  return markup`<nav class="account-menu" aria-label="${say.menu}"><ul>${links}</ul></nav>`;
}

import type { Language } from '@counterfoil/contracts/error-register';
import { markup, type Markup } from '@counterfoil/http/markup';
import type { Shop } from '../shop.ts';
import { layoutTexts } from '../texts/layout.ts';
import type { Visit } from '../visit/visit.ts';

/** A page before its frame. */
export interface PageParts {
  /** Of the browser's window, and the heading unless one is given. */
  readonly title: string;
  readonly heading?: string;
  readonly content: Markup | readonly Markup[];
  /** The part of the shop that is open. */
  readonly place?: 'products' | 'basket' | 'account';
  /** Where the page can be loaded again, when it answers a form. */
  readonly path?: string;
  /** Wide for lists of goods; a form is read best in a narrow column. */
  readonly width?: 'wide' | 'narrow';
  /** Pieces in the basket, where the page itself has changed it. */
  readonly basketCount?: number;
}

/** What a frame needs to know of the visit. */
export type Framed = Pick<Visit, 'language' | 'session'> & {
  /** The page's own path with its query, to come back to after the language was switched. */
  readonly path: string;
  readonly basketCount: number;
};

/** A whole page. */
export function layout(shop: Pick<Shop, 'assets' | 'isDemonstration'>, visit: Framed, parts: PageParts): Markup {
  const { language } = visit;
  const { title, heading = title, content, width = 'narrow' } = parts;
  const say = layoutTexts[language];
  const { style, script, icon } = shop.assets;
  return markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} – Counterfoil</title>
<meta name="description" content="${say.footer}">
<link rel="icon" href="${icon}" type="image/svg+xml">
<link rel="stylesheet" href="${style}">
${script === null ? '' : markup`<script src="${script}" type="module"></script>`}
</head>
<body>
<a class="skip" href="#content">${say.skip}</a>
${shop.isDemonstration ? markup`<aside class="demonstration">${say.demonstration}</aside>` : ''}
<header class="top">
<a class="brand" href="/"><img src="${icon}" alt="" width="28" height="28">Counterfoil</a>
<nav aria-label="${say.menu}">${menu(visit, parts.place)}</nav>
</header>
<main id="content" class="${width}" tabindex="-1">
<h1>${heading}</h1>
${content}
</main>
<footer class="bottom"><p>${say.footer}</p></footer>
</body>
</html>
`;
}

function menu(visit: Framed, place: PageParts['place']): Markup {
  const say = layoutTexts[visit.language];
  const other: Language = visit.language === 'en' ? 'fr' : 'en';
  const count = visit.basketCount > 0 ? say.basketCount(visit.basketCount) : '';
  const links = [
    link('/', say.products, place === 'products'),
    link('/basket', say.basket, place === 'basket', count),
    visit.session === null ? link('/sign-in', say.signIn, false) : link('/account', say.account, place === 'account'),
    visit.session === null ? link('/sign-up', say.signUp, false) : null,
  ].filter((entry) => entry !== null);
  const switched = `/language?${new URLSearchParams({ to: visit.path, language: other }).toString()}`;
  return markup`<ul>${links}<li><a href="${switched}" lang="${other}" hreflang="${other}">${say.language}</a></li></ul>`;
}

function link(href: string, text: string, isOpen: boolean, detail = ''): Markup {
  const current = isOpen ? markup` aria-current="page"` : '';
  const badge = detail === '' ? '' : markup` <span class="badge">${detail}</span>`;
  return markup`<li><a href="${href}"${current}>${text}${badge}</a></li>`;
}

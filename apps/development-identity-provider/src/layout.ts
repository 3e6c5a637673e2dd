import { createHash } from 'node:crypto';
import type { Language } from '@counterfoil/contracts/error-register';
import { Markup, markup } from '@counterfoil/http/markup';

/** A page and what a browser may do with it. */
export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** What a page is made of. */
export interface PageParts {
  /** Shown in the window, and as the heading. */
  readonly title: string;
  /** Stands across the top: what kind of a place this is. */
  readonly banner: string;
  readonly body: Markup;
  readonly language: Language;
  /** Stands above the heading. */
  readonly above?: string;
  /** Stands before the title in the window, where something has to be mended. */
  readonly titlePrefix?: string;
  /** Addresses to which an answer to a form may lead in the end. */
  readonly formTargets?: readonly string[];
  /** The page's only script. */
  readonly script?: string;
}

const style = `
:root { color-scheme: light dark; --page: #f4f6f8; --panel: #fff; --text: #1c2329; --quiet: #4a5560; --line: #c3ccd5; --edge: #75808b; --hover: #e8f6f9; --accent: #0f5669; --on-accent: #fff; --wrong: #b3261e; --wrong-panel: #fdecea; }
@media (prefers-color-scheme: dark) { :root { --page: #16191d; --panel: #1f2429; --text: #e3e8ed; --quiet: #b4bec8; --line: #4a545e; --edge: #8a949e; --hover: #29303a; --accent: #75bdcf; --on-accent: #10222a; --wrong: #ffb4ab; --wrong-panel: #3b2422; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
.banner { padding: 0.75rem 1rem; background: #ffd000; color: #1c1600; font-weight: 700; text-align: center; border-bottom: 4px dashed #1c1600; }
main { max-width: 30rem; margin: 2rem auto; padding: 1.5rem; background: var(--panel); border: 1px solid var(--line); border-radius: 1rem; overflow-wrap: anywhere; }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; }
h2 { margin: 0 0 0.25rem; font-size: 1.125rem; }
p { margin: 0 0 1rem; }
ul { list-style: none; margin: 0 0 1rem; padding: 0; display: grid; gap: 0.5rem; }
a { color: var(--accent); }
button { width: 100%; min-height: 3rem; padding: 0.5rem 1rem; font: inherit; color: inherit; text-align: start; background: var(--panel); border: 1px solid var(--line); border-radius: 0.5rem; cursor: pointer; }
button:hover { background: var(--hover); }
button:focus-visible, a:focus-visible, input:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button strong { display: block; }
button span { color: var(--quiet); }
.plain { text-align: center; }
.main { text-align: center; font-weight: 700; background: var(--accent); border-color: var(--accent); color: var(--on-accent); }
.main:hover { background: var(--accent); text-decoration: underline; }
.quiet, .hint, .above { color: var(--quiet); }
.above { margin: 0; }
.field { margin: 0 0 1rem; }
label { display: block; font-weight: 600; }
.hint { margin: 0; font-size: 0.9375rem; }
input { width: 100%; min-height: 3rem; margin-top: 0.25rem; padding: 0.5rem 0.75rem; font: inherit; color: inherit; background: var(--panel); border: 1px solid var(--edge); border-radius: 0.5rem; }
input[aria-invalid] { border: 2px solid var(--wrong); }
input[readonly] { background: var(--page); color: var(--quiet); border-color: var(--line); }
input.code { font-size: 1.5rem; letter-spacing: 0.25em; font-variant-numeric: tabular-nums; }
.wrong { margin: 0.25rem 0 0; color: var(--wrong); font-weight: 600; }
.notice { margin: 0 0 1rem; padding: 0.75rem 1rem; border-inline-start: 4px solid var(--accent); background: var(--hover); border-radius: 0.25rem; }
.notice.wrong { border-color: var(--wrong); background: var(--wrong-panel); }
.links { display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; margin: 1rem 0 0; }
.links a { display: inline-block; padding: 0.375rem 0; }
.apart { margin: 1.5rem 0 0; padding: 1.5rem 0 0; border-top: 1px solid var(--line); }
form + form { margin-top: 0.5rem; }
dl { display: grid; grid-template-columns: max-content 1fr; gap: 0 0.75rem; margin: 0 0 0.75rem; color: var(--quiet); }
dd { margin: 0; }
article { padding: 1.25rem 0; border-top: 1px solid var(--line); }
article p { margin: 0 0 0.5rem; }
.mailed-code { font-size: 1.75rem; font-weight: 700; letter-spacing: 0.2em; font-variant-numeric: tabular-nums; }
@media (max-width: 32rem) { main { max-width: none; margin: 0; border-radius: 0; border-inline: 0; } }
`;

/** A whole page. */
export function layOut(parts: PageParts): Page {
  const { title, banner, body, language, above, titlePrefix = '' } = parts;
  const { source } = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${titlePrefix}${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header class="banner">⚠ ${banner}</header>
<main>
${above === undefined ? '' : markup`<p class="above">${above}</p>`}
<h1>${title}</h1>
${body}
${parts.script === undefined ? '' : markup`<script>${new Markup(parts.script)}</script>`}
</main>
</body>
</html>
`;
  return { html: source, headers: { ...fixedHeaders, 'content-security-policy': policyOf(parts) } };
}

const fixedHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  /* To this provider alone: its forms are told from others' by their origin, which no referrer at all would hide. */
  'referrer-policy': 'same-origin',
  'x-content-type-options': 'nosniff',
};

/** Forms lead on to the application, which browsers check as well. */
function policyOf({ formTargets = [], script }: PageParts): string {
  const origins = [...new Set(formTargets.map((address) => new URL(address).origin))];
  return [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    ...(script === undefined ? [] : [`script-src '${hashOf(script)}'`]),
    `form-action 'self' ${origins.join(' ')}`.trimEnd(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

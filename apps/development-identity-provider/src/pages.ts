import { createHash } from 'node:crypto';
import type { Language } from '@counterfoil/contracts/error-register';
import type { DevelopmentClient } from './development-client.ts';
import { Markup, markup } from './markup.ts';
import { texts } from './texts.ts';

/** A page and what a browser may do with it. */
export interface Page {
  readonly html: string;
  readonly headers: Readonly<Record<string, string>>;
}

/** The name of the field that tells who was chosen; the value of `cancelled` nobody. */
export const chosenField = 'subject';
export const cancelled = '';

const style = `
:root { color-scheme: light dark; --page: #f4f6f8; --panel: #fff; --text: #1c2329; --quiet: #4a5560; --line: #c3ccd5; --hover: #e8f6f9; --accent: #0f5669; }
@media (prefers-color-scheme: dark) { :root { --page: #16191d; --panel: #1f2429; --text: #e3e8ed; --quiet: #b4bec8; --line: #4a545e; --hover: #29303a; --accent: #75bdcf; } }
* { box-sizing: border-box; }
body { margin: 0; min-height: 100vh; background: var(--page); color: var(--text); font: 16px/1.5 system-ui, sans-serif; }
.banner { padding: 0.75rem 1rem; background: #ffd000; color: #1c1600; font-weight: 700; text-align: center; border-bottom: 4px dashed #1c1600; }
main { max-width: 30rem; margin: 2rem auto; padding: 1.5rem; background: var(--panel); border: 1px solid var(--line); border-radius: 1rem; }
h1 { margin: 0 0 0.5rem; font-size: 1.5rem; }
p { margin: 0 0 1rem; }
ul { list-style: none; margin: 0 0 1rem; padding: 0; display: grid; gap: 0.5rem; }
button { width: 100%; min-height: 3rem; padding: 0.5rem 1rem; font: inherit; color: inherit; text-align: start; background: var(--panel); border: 1px solid var(--line); border-radius: 0.5rem; cursor: pointer; }
button:hover { background: var(--hover); }
button:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
button strong { display: block; }
button span { color: var(--quiet); }
.plain { text-align: center; }
@media (max-width: 32rem) { main { margin: 0; border-radius: 0; border-inline: 0; } }
`;

/* One click at the application signs out: nobody is asked again by a provider that has no secrets. */
const signOutScript = `document.getElementById('sign-out').click();`;

/** The page on which somebody is chosen; the answer goes to `path`. */
export function peoplePage(client: DevelopmentClient, path: string, language: Language): Page {
  const say = texts[language];
  const people = client.people.map(
    ({ subject, name, task }) =>
      markup`<li><button name="${chosenField}" value="${subject}"><strong>${name}</strong><span>${task[language]}</span></button></li>`,
  );
  const lead = say.lead.replace('{application}', client.name[language]);
  const body = markup`<p>${lead}</p>
<form method="post" action="${path}"><ul>${people}</ul><button class="plain" name="${chosenField}" value="${cancelled}">${say.cancel}</button></form>`;
  return page({ title: say.title, body, language, formTargets: client.redirectUris });
}

/** The page that ends the provider's session by itself; `form` is the provider's own. */
export function signOutPage(form: string, client: DevelopmentClient | undefined, language: Language): Page {
  const say = texts[language];
  const body = markup`${new Markup(form)}<button class="plain" id="sign-out" type="submit" form="op.logoutForm" name="logout" value="yes">${say.signOut}</button>
<script>${new Markup(signOutScript)}</script>`;
  return page({ title: say.signingOutTitle, body, language, formTargets: client?.signedOutUris ?? [] });
}

/** The page after signing out without an application to go back to. */
export function signedOutPage(language: Language): Page {
  const say = texts[language];
  return page({ title: say.signedOutTitle, body: markup`<p>${say.signedOut}</p>`, language });
}

/** The page of a request that can't be answered; `code` is the protocol's. */
export function errorPage(code: string, language: Language): Page {
  const say = texts[language];
  return page({ title: say.errorTitle, body: markup`<p>${say.error}</p><p><code>${code}</code></p>`, language });
}

interface PageParts {
  readonly title: string;
  readonly body: Markup;
  readonly language: Language;
  /** Addresses to which an answer to a form may lead in the end. */
  readonly formTargets?: readonly string[];
}

function page({ title, body, language, formTargets = [] }: PageParts): Page {
  const { source } = markup`<!doctype html>
<html lang="${language}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title}</title>
<style>${new Markup(style)}</style>
</head>
<body>
<header class="banner">⚠ ${texts[language].banner}</header>
<main>
<h1>${title}</h1>
${body}
</main>
</body>
</html>
`;
  return { html: source, headers: { ...fixedHeaders, 'content-security-policy': policyOf(formTargets) } };
}

const fixedHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** Forms lead on to the application, which browsers check as well. */
function policyOf(formTargets: readonly string[]): string {
  const origins = [...new Set(formTargets.map((address) => new URL(address).origin))];
  return [
    "default-src 'none'",
    `style-src '${hashOf(style)}'`,
    `script-src '${hashOf(signOutScript)}'`,
    `form-action 'self' ${origins.join(' ')}`.trimEnd(),
    "frame-ancestors 'none'",
    "base-uri 'none'",
  ].join('; ');
}

function hashOf(text: string): string {
  return `sha256-${createHash('sha256').update(text).digest('base64')}`;
}

import type { Language } from '@counterfoil/contracts/error-register';
import { Markup, markup } from '@counterfoil/http/markup';
import type { DevelopmentClient } from './development-client.ts';
import { layOut, type Page } from './layout.ts';
import { texts } from './texts.ts';

/** The name of the field that tells who was chosen; the value of `cancelled` nobody. */
export const chosenField = 'subject';
export const cancelled = '';

/* One click at the application signs out: nobody is asked again by a provider that has no secrets. */
const signOutScript = `document.getElementById('sign-out').click();`;

/** The page on which somebody is chosen; the answer goes to `path`. */
export function peoplePage(client: DevelopmentClient, path: string, language: Language): Page {
  const say = texts[language];
  const lead = say.lead.replace('{application}', () => client.name[language]);
  const body = markup`<p>${lead}</p>
<form method="post" action="${path}">${peopleOf(client, language)}<button class="plain" name="${chosenField}" value="${cancelled}">${say.cancel}</button></form>`;
  return layOut({ title: say.title, banner: say.banner, body, language, formTargets: client.redirectUris });
}

/** Buttons, one for each person of an application; they belong into a form. */
export function peopleOf({ people }: DevelopmentClient, language: Language): Markup {
  const buttons = people.map(
    ({ subject, name, task }) =>
      markup`<li><button name="${chosenField}" value="${subject}"><strong>${name}</strong><span>${task[language]}</span></button></li>`,
  );
  return markup`<ul>${buttons}</ul>`;
}

/** The page that ends the provider's session by itself; `form` is the provider's own. */
export function signOutPage(form: string, client: DevelopmentClient | undefined, language: Language): Page {
  const say = texts[language];
  const body = markup`${new Markup(form)}<button class="plain" id="sign-out" type="submit" form="op.logoutForm" name="logout" value="yes">${say.signOut}</button>`;
  return layOut({
    title: say.signingOutTitle,
    banner: bannerOf(client, language),
    body,
    language,
    formTargets: client?.signedOutUris ?? [],
    script: signOutScript,
  });
}

/** The page after signing out without an application to go back to. */
export function signedOutPage(language: Language): Page {
  const say = texts[language];
  return layOut({
    title: say.signedOutTitle,
    banner: say.demonstration,
    body: markup`<p>${say.signedOut}</p>`,
    language,
  });
}

/** The page of a request that can't be answered; `code` is the protocol's. */
export function errorPage(code: string, language: Language): Page {
  const say = texts[language];
  const body = markup`<p>${say.error}</p><p><code>${code}</code></p>`;
  return layOut({ title: say.errorTitle, banner: say.demonstration, body, language });
}

/** What kind of a place the pages of an application are. */
function bannerOf(client: DevelopmentClient | undefined, language: Language): string {
  return client?.hasAccounts ? texts[language].demonstration : texts[language].banner;
}

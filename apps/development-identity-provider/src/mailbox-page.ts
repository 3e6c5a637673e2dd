import type { Language } from '@counterfoil/contracts/error-register';
import { markup, type Markup } from '@counterfoil/http/markup';
import { mailboxTexts } from './account-texts.ts';
import { layOut, type Page } from './layout.ts';
import type { ArrivedMail } from './mailbox.ts';

/** Where the mails of the demonstration are read: by people, and by tests. */
export const mailboxPath = '/mailbox';
export const mailboxJsonPath = '/mailbox.json';

/** The mails that arrived, the newest first. */
export function mailboxPage(mails: readonly ArrivedMail[], language: Language): Page {
  const say = mailboxTexts[language];
  const shown = mails.map((mail) => shownMail(mail, language));
  const body = markup`<p>${say.lead}</p>
<p class="links"><a href="${mailboxPath}?ui_locales=${language}">${say.reload}</a></p>
${shown.length === 0 ? markup`<p class="notice">${say.empty}</p>` : shown}`;
  return layOut({ title: say.title, banner: say.banner, body, language });
}

function shownMail(
  { to, subject, paragraphs, code, arrivedAt, language: written }: ArrivedMail,
  language: Language,
): Markup {
  const say = mailboxTexts[language];
  const time = new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeStyle: 'medium' }).format(arrivedAt);
  return markup`<article><h2 lang="${written}">${subject}</h2>
<dl><dt>${say.to}</dt><dd>${to}</dd><dt>${say.arrived}</dt><dd><time datetime="${arrivedAt.toISOString()}">${time}</time></dd></dl>
<div lang="${written}">${code === null ? '' : markup`<p class="mailed-code">${code}</p>`}${paragraphs.map((paragraph) => markup`<p>${paragraph}</p>`)}</div></article>`;
}

/** The same as JSON. */
export function mailboxJson(mails: readonly ArrivedMail[]): string {
  return JSON.stringify({ demonstration: true, mails });
}

/*
 * The script of the shop's pages. They work without it; it only makes them smoother: what is wrong is read out at once,
 * a form is sent once, the fields of another country come without loading the page, and the customer number appears by
 * itself when it has arrived.
 */
import { keepFormsSingle } from './single-sending.ts';
import { redrawByCountry } from './country-redraw.ts';
import { watchAccount } from './live-account.ts';
import { proveForms } from './proof-of-work.ts';

document.documentElement.classList.add('scripted');
document.querySelector<HTMLElement>('[data-focus]')?.focus();
keepFormsSingle(document);
redrawByCountry(document);
watchAccount(document);
proveForms(document);

import { otherPage } from './other-page.ts';

const chooser = 'select[data-redraws]';
const redrawn = '[data-redrawn]';
const redrawButton = 'button[data-redraw]';

/** Exchanges the fields of an address when another country is chosen; what was typed comes back in them. */
export function redrawByCountry(page: Document): void {
  let latest = 0;
  page.addEventListener('change', (event) => {
    const select = event.target;
    if (!(select instanceof HTMLSelectElement) || !select.matches(chooser) || !select.form) return;
    const { form } = select;
    const own = ++latest;
    void redraw(form, select, () => own === latest);
  });
}

async function redraw(form: HTMLFormElement, select: HTMLSelectElement, isLatest: () => boolean): Promise<void> {
  const button = form.querySelector<HTMLButtonElement>(redrawButton);
  const fields = select.closest(redrawn);
  if (!button || !fields) return;
  try {
    fields.setAttribute('aria-busy', 'true');
    const fresh = (await otherPage(form.action, { method: 'POST', body: sentBy(form, button) })).querySelector(redrawn);
    if (!isLatest()) return;
    if (!fresh) throw new Error('the answer has no fields');
    fields.replaceWith(fresh);
    fresh.querySelector<HTMLElement>(chooser)?.focus();
  } catch {
    // As without script: the page is loaded, and tells what is the matter.
    if (isLatest()) form.requestSubmit(button);
  }
}

function sentBy(form: HTMLFormElement, button: HTMLButtonElement): URLSearchParams {
  const texts = [...new FormData(form, button)].filter(
    (field): field is [string, string] => typeof field[1] === 'string',
  );
  return new URLSearchParams(texts);
}

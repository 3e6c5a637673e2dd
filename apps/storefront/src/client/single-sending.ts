/** A form that is under way isn't sent a second time; coming back to the page makes its forms ready again. */
export function keepFormsSingle(page: Document): void {
  page.addEventListener('submit', (event) => {
    const form = event.target;
    if (!(form instanceof HTMLFormElement) || event.defaultPrevented) return;
    if (form.dataset['sent'] !== undefined) return event.preventDefault();
    form.dataset['sent'] = '';
    const button = event.submitter;
    /* Only after it is on its way, since a disabled button is not sent. */
    if (button instanceof HTMLButtonElement) setTimeout(() => setBusy(button));
  });
  page.defaultView?.addEventListener('pageshow', (event) => {
    if (event.persisted) makeReady(page);
  });
}

function setBusy(button: HTMLButtonElement): void {
  button.setAttribute('aria-busy', 'true');
  button.disabled = true;
}

function makeReady(page: Document): void {
  for (const form of page.querySelectorAll<HTMLFormElement>('form[data-sent]')) delete form.dataset['sent'];
  for (const button of page.querySelectorAll<HTMLButtonElement>('button[aria-busy]')) {
    button.removeAttribute('aria-busy');
    button.disabled = false;
  }
}

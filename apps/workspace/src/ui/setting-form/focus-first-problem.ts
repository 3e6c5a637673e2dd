/** Leads to the first field that is wrong, once it is drawn as such. */
export function focusFirstProblem(fields: HTMLElement | null): void {
  requestAnimationFrame(() => {
    fields?.querySelector<HTMLElement>('[aria-invalid="true"], [data-field]:has([role="alert"])')?.focus();
  });
}

import { proofOf } from './proof.ts';

/** Works for the forms that ask for it, while they are filled in; one that waits for nothing else is sent then. */
export function proveForms(page: Document): void {
  for (const field of page.querySelectorAll<HTMLInputElement>('input[data-proof-bits]')) void prove(field);
}

async function prove(field: HTMLInputElement): Promise<void> {
  const token = field.form?.querySelector<HTMLInputElement>('input[name="form"]')?.value;
  /* Browsers have it in secure pages only; elsewhere the form is sent after a wait. */
  if (token === undefined || !globalThis.crypto?.subtle) return;
  field.value = await proofOf(token, Number(field.dataset['proofBits']));
  if (field.dataset['sends'] !== undefined) field.form?.requestSubmit();
}

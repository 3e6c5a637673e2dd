import { signInFailureCountMax } from '@counterfoil/contracts/worker-sessions';
import { expect, vi } from 'vitest';
import { soon } from '../retailer.ts';
import { activationCode } from './till-in-browser.ts';
import { partsOf, type Tour } from './screen-tour.ts';

const wrongCode = 'ZZZZ-ZZZZ-ZZZZ-ZZZZ';
const wrongPin = '9999';

/** From an unknown browser to somebody who is asked for the PIN. */
export async function seeBeforeSignIn({ till, retailer, registerId, cashier, see }: Tour): Promise<void> {
  const { shell } = till.texts;
  const { button, field } = partsOf(till);
  await till.open();
  await field(shell.activationCode).waitFor();
  await see('activation');
  await field(shell.activationCode).fill(wrongCode);
  await button(shell.activate).click();
  await till.page.getByRole('alert').waitFor();
  await see('activation refused');
  await till.activate(await activationCode(retailer, registerId));
  await see('sign-in');
  await tryToSignIn({ till, workerId: cashier.workerId });
  await till.page.getByRole('alert').waitFor();
  await see('sign-in refused');
}

/** Too many wrong PINs. */
export async function seeBlockedSignIn({ till, storeManager, see }: Tour): Promise<void> {
  const { button } = partsOf(till);
  await button(till.texts.shell.lock).click();
  for (let count = 0; count <= signInFailureCountMax; count++) {
    await tryToSignIn({ till, workerId: storeManager.workerId });
    await till.page.getByRole('alert').waitFor();
  }
  await see('sign-in blocked');
}

async function tryToSignIn({ till, workerId }: Pick<Tour, 'till'> & { readonly workerId: string }): Promise<void> {
  const { shell } = till.texts;
  const { button, field } = partsOf(till);
  const pin = till.page.getByLabel(shell.pin, { exact: true });
  await field(shell.operatorId).fill(workerId);
  await pin.fill(wrongPin);
  await button(shell.signIn).click();
  /* The refusal empties the PIN. */
  await vi.waitFor(async () => expect(await pin.inputValue()).toBe(''), soon);
}

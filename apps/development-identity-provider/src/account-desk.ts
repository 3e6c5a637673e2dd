import type { Clock } from '@counterfoil/platform/clock';
import type { Accounts } from './accounts.ts';
import { AddressLimit } from './address-limit.ts';
import { AddressProofs } from './address-proofs.ts';
import type { Mailbox } from './mailbox.ts';

/** What signing in with a password, new accounts and new passwords work with. */
export interface AccountDesk {
  readonly accounts: Accounts;
  readonly proofs: AddressProofs;
  readonly mailbox: Mailbox;
  /** Tries to sign in since the last that succeeded. */
  readonly signIns: AddressLimit;
  /** Mails sent to an address. */
  readonly mails: AddressLimit;
}

const msPerMinute = 60_000;
const signInRule = { countMax: 10, windowMs: 15 * msPerMinute };
const mailRule = { countMax: 5, windowMs: 60 * msPerMinute };

/** A desk with these accounts. */
export function openAccountDesk(accounts: Accounts, mailbox: Mailbox, clock: Clock): AccountDesk {
  return {
    accounts,
    proofs: new AddressProofs(clock),
    mailbox,
    signIns: new AddressLimit(signInRule, clock),
    mails: new AddressLimit(mailRule, clock),
  };
}

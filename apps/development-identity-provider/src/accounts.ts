import { randomBytes } from 'node:crypto';
import type { Clock } from '@counterfoil/platform/clock';
import { readAccounts, writeAccounts, type Account } from './account-file.ts';
import type { PasswordHash } from './passwords.ts';

/** What somebody tells to get an account. */
export type NewAccount = Pick<Account, 'email' | 'givenName' | 'familyName' | 'language' | 'password'>;

/** One address in one spelling: capitals, spaces around it and kinds of accents don't make another one. */
export function addressKey(email: string): string {
  return email.trim().normalize('NFC').toLowerCase();
}

const subjectByteCount = 18;
const msPerSecond = 1_000;

/**
 * The accounts of the provider, one for each address. A change counts once it is written, and changes are made one after
 * the other, so that an address never gets two accounts.
 */
export class Accounts {
  readonly #file: string | undefined;
  readonly #clock: Clock;
  #bySubject: ReadonlyMap<string, Account>;
  #byAddress: ReadonlyMap<string, Account>;
  #lastChange: Promise<unknown> = Promise.resolve();

  private constructor(accounts: readonly Account[], file: string | undefined, clock: Clock) {
    this.#file = file;
    this.#clock = clock;
    this.#bySubject = mapBySubject(accounts);
    this.#byAddress = mapByAddress(accounts);
  }

  /** Those of `file`, which every change replaces; without one they are gone with the process. Throws a `ConfigurationError` when the file can't be read. */
  static async open(file: string | undefined, clock: Clock): Promise<Accounts> {
    return new Accounts(file === undefined ? [] : await readAccounts(file), file, clock);
  }

  withSubject(subject: string): Account | undefined {
    return this.#bySubject.get(subject);
  }

  withAddress(email: string): Account | undefined {
    return this.#byAddress.get(addressKey(email));
  }

  /** Null when the address has an account by now. */
  create(wanted: NewAccount): Promise<Account | null> {
    return this.#inTurn(async () => {
      if (this.withAddress(wanted.email)) return null;
      const subject = randomBytes(subjectByteCount).toString('base64url');
      return this.#keep({ ...wanted, subject, passwordSetAtSeconds: this.#nowSeconds() });
    });
  }

  /** Null when the address has no account. */
  setPassword(email: string, password: PasswordHash): Promise<Account | null> {
    return this.#inTurn(async () => {
      const account = this.withAddress(email);
      return account ? this.#keep({ ...account, password, passwordSetAtSeconds: this.#nowSeconds() }) : null;
    });
  }

  async #keep(account: Account): Promise<Account> {
    const accounts = [...new Map(this.#bySubject).set(account.subject, account).values()];
    if (this.#file !== undefined) await writeAccounts(this.#file, accounts);
    this.#bySubject = mapBySubject(accounts);
    this.#byAddress = mapByAddress(accounts);
    return account;
  }

  #inTurn<Result>(change: () => Promise<Result>): Promise<Result> {
    const changed = this.#lastChange.then(change);
    /* Whoever asked for a change hears that it failed; the next one is made anyway. */
    this.#lastChange = changed.then(
      () => undefined,
      () => undefined,
    );
    return changed;
  }

  #nowSeconds(): number {
    return Math.floor(this.#clock.now().getTime() / msPerSecond);
  }
}

function mapBySubject(accounts: readonly Account[]): ReadonlyMap<string, Account> {
  return new Map(accounts.map((account) => [account.subject, account]));
}

function mapByAddress(accounts: readonly Account[]): ReadonlyMap<string, Account> {
  return new Map(accounts.map((account) => [addressKey(account.email), account]));
}

/** What applications are told of an account. */
export function claimsOf({ subject, email, givenName, familyName, language }: Account): {
  readonly sub: string;
  readonly [claim: string]: unknown;
} {
  return {
    sub: subject,
    name: `${givenName} ${familyName}`,
    given_name: givenName,
    family_name: familyName,
    email,
    email_verified: true,
    locale: language,
  };
}

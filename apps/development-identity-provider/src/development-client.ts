import type { Language } from '@counterfoil/contracts/error-register';

/** Somebody who can be chosen at the development identity provider. */
export interface DevelopmentPerson {
  /** Who, for the application: no two of the provider's people have the same. */
  readonly subject: string;
  readonly name: string;
  /** What they do, shown beside the name. */
  readonly task: Readonly<Record<Language, string>>;
  /** Beyond subject and name, what the application is told of them. */
  readonly claims: Readonly<Record<string, unknown>>;
}

/** An application whose people sign in here: headquarters, a web shop. */
export interface DevelopmentClient {
  /** Begins with `developmentClientPrefix`. */
  readonly clientId: string;
  /** Null: a public client, which proves itself by PKCE alone. */
  readonly clientSecret: string | null;
  readonly name: Readonly<Record<Language, string>>;
  readonly redirectUris: readonly string[];
  readonly signedOutUris: readonly string[];
  /** Who can be chosen; nobody else can sign in, except by an account. */
  readonly people: readonly DevelopmentPerson[];
  /**
   * Whether people sign in by e-mail and password and may create an account, as at a web shop; the people can be chosen
   * below that, for trying it out.
   */
  readonly hasAccounts?: boolean;
}

import { interactionPolicy, type Configuration, type KoaContextWithOIDC } from 'oidc-provider';
import { claimsOf, type Accounts } from './accounts.ts';
import type { DevelopmentClient, DevelopmentPerson } from './development-client.ts';

/** Applications by their `clientId`. */
export type DevelopmentClients = ReadonlyMap<string, DevelopmentClient>;

/** Who can sign in where. */
export interface People {
  readonly clients: DevelopmentClients;
  readonly accounts: Accounts;
}

/** Where people sign in, followed by the number of the sign-in. */
export const choicePath = '/sign-in/';

/** By this `prompt` an application asks for a new account (OpenID Connect, Initiating User Registration). */
export const createPrompt = 'create';

/** Who is who, and when people are asked. */
export function signingIn(people: People): Pick<Configuration, 'findAccount' | 'interactions' | 'loadExistingGrant'> {
  return {
    findAccount: (_ctx, subject) => {
      const claims = claimsOfSubject(people, subject);
      return claims && { accountId: subject, claims: () => claims };
    },
    interactions: { policy: askingPolicy(people), url: (_ctx, { uid }) => `${choicePath}${uid}` },
    loadExistingGrant: grantAll,
  };
}

/** The person of an application with this subject. */
export function personOf(client: DevelopmentClient | undefined, subject: string): DevelopmentPerson | undefined {
  return client?.people.find((person) => person.subject === subject);
}

function claimsOfSubject({ clients, accounts }: People, subject: string) {
  const account = accounts.withSubject(subject);
  if (account) return claimsOf(account);
  const person = [...clients.values()].map((client) => personOf(client, subject)).find(Boolean);
  return person && { sub: subject, name: person.name, ...person.claims };
}

/** Nobody is asked to consent. Whoever is signed in is asked again by an application that doesn't know them. */
function askingPolicy(people: People): interactionPolicy.DefaultPolicy {
  const { Check, Prompt } = interactionPolicy;
  const policy = interactionPolicy.base();
  policy.remove('consent');
  policy.add(new Prompt({ name: createPrompt, requestable: true }), 0);
  const checks = policy.get('login')?.checks;
  checks?.add(
    new Check('person_of_another_application', 'somebody else has to be chosen', ({ oidc }) => isUnknown(people, oidc)),
  );
  checks?.add(
    new Check('password_changed', 'the password was changed since', ({ oidc }) => isFromEarlierPassword(people, oidc)),
  );
  return policy;
}

type SignInState = KoaContextWithOIDC['oidc'];

function isUnknown({ clients, accounts }: People, { session, client }: SignInState): boolean {
  if (session?.accountId === undefined) return false;
  const application = clients.get(client?.clientId ?? '');
  if (application?.hasAccounts && accounts.withSubject(session.accountId)) return false;
  return !personOf(application, session.accountId);
}

/** A new password ends what was begun with the one before, which somebody else may know. */
function isFromEarlierPassword({ accounts }: People, { session, result }: SignInState): boolean {
  if (session?.accountId === undefined || result?.login) return false;
  const account = accounts.withSubject(session.accountId);
  return account !== undefined && (session.loginTs ?? 0) < account.passwordSetAtSeconds;
}

/** Applications of the product get what they ask for. */
async function grantAll({ oidc }: KoaContextWithOIDC) {
  const { client, session, provider } = oidc;
  if (!client || !session?.accountId) return undefined;
  const grant = new provider.Grant({ clientId: client.clientId, accountId: session.accountId });
  grant.addOIDCScope('openid profile');
  await grant.save();
  return grant;
}

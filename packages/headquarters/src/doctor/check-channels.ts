import { enumerated } from './figures.ts';
import { attention, bounded, broken, fine, type Finding } from './finding.ts';

/** The default customer of a channel, as far as the doctor looks at it. */
export interface DefaultCustomerFacts {
  readonly customerAccountNumber: string;
  /** Whether there is such a customer in the legal entity of the channel. */
  readonly known: boolean;
  readonly deactivated: boolean;
  readonly hasReceiptEmail: boolean;
  readonly addressBooks: readonly string[];
}

/** A store or online store. */
export interface ChannelFacts {
  readonly channelId: string;
  readonly name: string;
  readonly legalEntity: string;
  readonly functionalityProfileId: string | null;
  readonly createsAsynchronously: boolean;
  readonly addressBooks: readonly string[];
  readonly defaultCustomer: DefaultCustomerFacts | null;
}

/** What channels create customers by: their functionality profile and their default customer (LK-17). */
export function checkChannels(channels: readonly ChannelFacts[]): Finding[] {
  const findings = [
    ...channels.flatMap(profileFindings),
    ...channels.flatMap((channel) =>
      channel.defaultCustomer ? defaultCustomerFindings(channel, channel.defaultCustomer) : [],
    ),
  ];
  const isSound = findings.length === 0;
  return [...(isSound ? [soundFinding(channels)] : bounded('channels', findings)), ...withoutDefault(channels)];
}

function soundFinding({ length }: readonly ChannelFacts[]): Finding {
  return fine('channels', {
    en: `Functionality profiles and default customers of the channels (${length}) are in order.`,
    fr: `Les profils de fonctionnalité et clients par défaut des canaux (${length}) sont en ordre.`,
  });
}

function profileFindings({ channelId, name, functionalityProfileId }: ChannelFacts): Finding[] {
  if (functionalityProfileId !== null) return [];
  return [
    broken(
      `channel/${channelId}/functionality-profile`,
      {
        en: `${name} has no functionality profile.`,
        fr: `${name} n'a pas de profil de fonctionnalité.`,
      },
      {
        en: `Give it one: counterfoil setting put channels ${channelId} functionalityProfileId=PROFILE`,
        fr: `Donnez-lui-en un : counterfoil setting put channels ${channelId} functionalityProfileId=PROFIL`,
      },
    ),
  ];
}

function defaultCustomerFindings({ channelId, name }: ChannelFacts, found: DefaultCustomerFacts): Finding[] {
  const { customerAccountNumber: account } = found;
  const check = `channel/${channelId}/default-customer`;
  const replace = {
    en: `Name another: counterfoil setting put default-customers ${channelId} customerAccountNumber=ACCOUNT`,
    fr: `Nommez-en un autre : counterfoil setting put default-customers ${channelId} customerAccountNumber=COMPTE`,
  };
  if (!found.known) {
    const en = `The default customer ${account} of ${name} does not exist in its legal entity: new customers take nothing from it.`;
    const fr = `Le client par défaut ${account} de ${name} n'existe pas dans son entité juridique : les nouveaux clients n'en reprennent rien.`;
    return [attention(check, { en, fr }, replace)];
  }
  const findings: Finding[] = [];
  if (found.deactivated) {
    const en = `The default customer ${account} of ${name} is deactivated.`;
    const fr = `Le client par défaut ${account} de ${name} est désactivé.`;
    findings.push(attention(check, { en, fr }, replace));
  }
  if (found.hasReceiptEmail) findings.push(receiptEmailFinding(check, name, account));
  return findings;
}

/** The trap: every new customer's receipts would go to one address. */
function receiptEmailFinding(check: string, name: string, account: string): Finding {
  return attention(
    check,
    {
      en: `The default customer ${account} of ${name} has a receipt e-mail address. Counterfoil never copies it; where it is copied, the receipts of everybody who signs up go to that one address.`,
      fr: `Le client par défaut ${account} de ${name} a une adresse e-mail de reçus. Counterfoil ne la copie jamais ; là où elle l'est, les reçus de tous les nouveaux inscrits partent à cette seule adresse.`,
    },
    {
      en: `Clear the receipt e-mail address of the customer ${account}.`,
      fr: `Videz l'adresse e-mail des reçus du client ${account}.`,
    },
  );
}

function withoutDefault(channels: readonly ChannelFacts[]): Finding[] {
  const without = channels.filter(({ defaultCustomer }) => defaultCustomer === null);
  if (without.length === 0) return [];
  const names = enumerated(without.map(({ name }) => name));
  return [
    fine(
      'default-customers',
      {
        en: `Channels without a default customer create by their own currency, language and group: ${names}.`,
        fr: `Les canaux sans client par défaut créent selon leurs propres devise, langue et groupe : ${names}.`,
      },
      {
        en: `If new customers should take more: counterfoil setting put default-customers ${without[0]?.channelId} customerAccountNumber=ACCOUNT`,
        fr: `Si les nouveaux clients doivent reprendre davantage : counterfoil setting put default-customers ${without[0]?.channelId} customerAccountNumber=COMPTE`,
      },
    ),
  ];
}

import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import { attributeValueText } from '@counterfoil/customer/display';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { Part, type ShownParts } from './part.tsx';

/** Attributes by the names of the settings, each with its range. */
export function AttributesPart({ customer, settings }: ShownParts): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const rangeOf = useRange();
  const definitions = new Map(settings?.customerAttributes.map((one) => [one.attributeId, one]));
  const known = [...definitions.keys()];
  const held = Object.keys(customer.attributes).filter((id) => !definitions.has(id));
  return (
    <Part title={t('part.attributes')}>
      {known.length + held.length === 0 && <Text className="quiet">{t('nothing')}</Text>}
      <Facts>
        {[...known, ...held].map((id) => {
          const definition = definitions.get(id);
          const value = customer.attributes[id];
          const range = definition ? rangeOf(definition) : null;
          return (
            <Fact key={id} name={definition?.text[language] ?? id}>
              {value === undefined ? (
                <span className="quiet">{t('notSet')}</span>
              ) : (
                attributeValueText(value, definition ?? { fixedList: [] }, language)
              )}
              {range !== null && (
                <Text size="sm" className="quiet">
                  {range}
                </Text>
              )}
            </Fact>
          );
        })}
      </Facts>
    </Part>
  );
}

/** The bounds of an attribute in words; null without any. */
export function useRange(): (definition: CustomerAttribute) => string | null {
  const { t } = useTranslation('customer');
  const format = new Intl.NumberFormat(useLanguage());
  return ({ minimum, maximum }) => {
    const [min, max] = [minimum, maximum].map((bound) => (bound === null ? null : format.format(bound)));
    if (min && max) return t('range.between', { min, max });
    if (min) return t('range.atLeast', { min });
    return max ? t('range.atMost', { max }) : null;
  };
}

/** Affiliations by name, told apart where channels hide them. */
export function AffiliationsPart({ customer, settings }: ShownParts): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const known = new Map(settings?.affiliations.map((one) => [one.affiliationId, one]));
  return (
    <Part title={t('part.affiliations')}>
      {customer.affiliations.length === 0 && <Text className="quiet">{t('nothing')}</Text>}
      <ul className="plain-list">
        {customer.affiliations.map((id) => (
          <li key={id}>
            {known.get(id)?.text[language] ?? id}
            {known.get(id)?.hiddenInChannels && <span className="quiet"> ({t('hiddenInChannels')})</span>}
          </li>
        ))}
      </ul>
    </Part>
  );
}

/** Loyalty cards with their numbers. */
export function CardsPart({ customer, settings }: ShownParts): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const programs = new Map(settings?.loyaltyPrograms.map((one) => [one.loyaltyProgramId, one.text[language]]));
  const places = new Map(settings?.places.map(({ channelId, name }) => [channelId, name]));
  return (
    <Part title={t('part.loyaltyCards')}>
      {customer.loyaltyCards.length === 0 && <Text className="quiet">{t('nothing')}</Text>}
      <Facts>
        {customer.loyaltyCards.map(({ loyaltyCardId, loyaltyProgramId, cardNumber, enrollmentChannelId }) => (
          <Fact key={loyaltyCardId} name={programs.get(loyaltyProgramId) ?? loyaltyProgramId}>
            <span className="figures">{cardNumber ?? t('cardPending')}</span>
            <Text size="sm" className="quiet">
              {t('cardAt', { channel: places.get(enrollmentChannelId) ?? enrollmentChannelId })}
            </Text>
          </Fact>
        ))}
      </Facts>
    </Part>
  );
}

/** Signed-in identities of the web shop. */
export function IdentitiesPart({ customer }: ShownParts): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <Part title={t('part.identities')}>
      {customer.externalIdentities.length === 0 && <Text className="quiet">{t('nothing')}</Text>}
      <Facts>
        {customer.externalIdentities.map(({ providerId, externalIdentityId }) => (
          <Fact key={`${providerId} ${externalIdentityId}`} name={providerId}>
            <span className="kept-lines">{externalIdentityId}</span>
          </Fact>
        ))}
      </Facts>
    </Part>
  );
}

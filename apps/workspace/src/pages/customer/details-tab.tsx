import { Group, SimpleGrid, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord } from '@counterfoil/contracts/administration/customer-record';
import type { Customer } from '@counterfoil/contracts/customer';
import { addressLines } from '@counterfoil/ui/customer-form/address-layout';
import { countryName, languageName } from '@counterfoil/ui/customer-form/country-names';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { amountText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { useFormSettings } from './customer-readings.ts';
import { AffiliationsPart, AttributesPart, CardsPart, IdentitiesPart } from './list-parts.tsx';
import { Part, type ShownParts } from './part.tsx';
import { When } from './when.tsx';

/** Everything that the customer holds. */
export function DetailsTab({ record }: { readonly record: CustomerRecord }): ReactNode {
  const { t } = useTranslation('customer');
  const settings = useFormSettings().data;
  const { customer } = record;
  if (!customer) return <Text>{t('stateText.unreadable')}</Text>;
  const shown = { customer, settings };
  return (
    <SimpleGrid cols={{ base: 1, lg: 2 }} spacing="md">
      <Stack gap="md">
        <ContactPart {...shown} />
        <AddressesPart {...shown} />
        {customer.notes !== null && (
          <Part title={t('part.notes')}>
            <Text className="kept-lines">{customer.notes}</Text>
          </Part>
        )}
      </Stack>
      <Stack gap="md">
        <PersonalPart {...shown} />
        <CommercialPart {...shown} />
        <AttributesPart {...shown} />
        <AffiliationsPart {...shown} />
        <CardsPart {...shown} />
        <IdentitiesPart {...shown} />
      </Stack>
    </SimpleGrid>
  );
}

function ContactPart({ customer }: ShownParts): ReactNode {
  const { t } = useTranslation('customer');
  const { email, phone, contacts, emailMarketingConsent, phoneMarketingConsent } = customer;
  return (
    <Part title={t('part.contact')}>
      <Facts>
        <Fact name={t('field.email')}>
          <Contact locator={email} consent={emailMarketingConsent} given={customer.consentRecords['email']} />
        </Fact>
        <Fact name={t('field.phone')}>
          <Contact locator={phone} consent={phoneMarketingConsent} given={customer.consentRecords['phone']} />
        </Fact>
        {contacts.map(({ contactId, contactType, locator, label, marketingConsent }) => (
          <Fact key={contactId} name={label ?? t(`contactType.${contactType}`)}>
            <Contact
              locator={locator}
              consent={marketingConsent}
              given={customer.consentRecords[`contact:${contactId}`]}
            />
          </Fact>
        ))}
      </Facts>
    </Part>
  );
}

interface ContactProps {
  readonly locator: string | null;
  readonly consent: Customer['emailMarketingConsent'];
  readonly given: Customer['consentRecords'][string] | undefined;
}

function Contact({ locator, consent, given }: ContactProps): ReactNode {
  const { t } = useTranslation('customer');
  if (locator === null) return <span className="quiet">{t('notSet')}</span>;
  return (
    <>
      <div className="kept-lines">{locator}</div>
      <Text size="sm" className="quiet">
        {t('consentSays', { answer: t(`consent.${consent}`) })}
        {given && (
          <>
            {' · '}
            {given.channelId} · <When at={given.recordedAt} />
          </>
        )}
      </Text>
    </>
  );
}

function AddressesPart({ customer }: ShownParts): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  return (
    <Part title={t('part.addresses')}>
      {customer.addresses.length === 0 && <Text className="quiet">{t('nothing')}</Text>}
      <Stack gap="md">
        {customer.addresses.map((address) => (
          <div key={address.addressId}>
            <Group gap="xs">
              <Text fw={600}>{t(`purpose.${address.purpose}`)}</Text>
              {address.isPrimary && (
                <span className="state-mark" data-tone="good">
                  {t('primary')}
                </span>
              )}
            </Group>
            <address className="postal">
              {[...addressLines(address), countryName(address.countryRegion, language)].map((line) => (
                <div key={line}>{line}</div>
              ))}
            </address>
          </div>
        ))}
      </Stack>
    </Part>
  );
}

function PersonalPart({ customer, settings }: ShownParts): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const isPerson = customer.customerType === 'person';
  const title = settings?.personalTitles.find(({ personalTitleId }) => personalTitleId === customer.personalTitle);
  const unset = <span className="quiet">{t('notSet')}</span>;
  const birth = customer.dateOfBirth && dateText(customer.dateOfBirth, language);
  return (
    <Part title={t('part.personal')}>
      <Facts>
        <Fact name={t('field.customerType')}>{t(`customerType.${customer.customerType}`)}</Fact>
        {isPerson && (
          <Fact name={t('field.personalTitle')}>{title?.text[language] ?? customer.personalTitle ?? unset}</Fact>
        )}
        {isPerson && <Fact name={t('field.dateOfBirth')}>{birth ?? unset}</Fact>}
        <Fact name={t('field.identificationNumber')}>{customer.identificationNumber ?? unset}</Fact>
        <Fact name={t('field.languageId')}>{languageName(customer.languageId, language)}</Fact>
        <Fact name={t('field.receiptOption')}>{t(`receiptOption.${customer.receiptOption}`)}</Fact>
        <Fact name={t('field.receiptEmail')}>{customer.receiptEmail ?? unset}</Fact>
      </Facts>
    </Part>
  );
}

/** A calendar date has no time zone. */
function dateText(date: string, language: string): string {
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(
    new Date(`${date}T00:00:00Z`),
  );
}

function CommercialPart({ customer, settings }: ShownParts): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const { legalEntity, customerGroup, creditLimit, currency, financialDimensions } = customer;
  const group = settings?.customerGroups.find(
    (one) => one.legalEntity === legalEntity && one.customerGroup === customerGroup,
  );
  const books = customer.addressBooks.map(
    (id) => settings?.addressBooks.find(({ addressBookId }) => addressBookId === id)?.name ?? id,
  );
  const limit = creditLimit === null ? t('noLimit') : amountText(String(creditLimit), currency, language);
  return (
    <Part title={t('part.commercial')}>
      <Facts>
        <Fact name={t('field.customerGroup')}>{group ? `${group.name} (${customerGroup})` : customerGroup}</Fact>
        <Fact name={t('field.currency')}>{currency}</Fact>
        <Fact name={t('field.creditLimit')}>{limit}</Fact>
        <Fact name={t('field.addressBooks')}>{books.length > 0 ? books.join(', ') : t('none')}</Fact>
        <Fact name={t('field.blockedForLoyaltyEnrollment')}>
          {t(customer.blockedForLoyaltyEnrollment ? 'yes' : 'no')}
        </Fact>
        {Object.entries(financialDimensions).map(([name, value]) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
      </Facts>
    </Part>
  );
}

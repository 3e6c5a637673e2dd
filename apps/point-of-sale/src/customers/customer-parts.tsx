import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { attributeValueText, contactTypeLabels } from '@counterfoil/customer/display';
import type { Customer } from '@counterfoil/contracts/customer';
import type { TillSettings, TransactionSummary } from '@counterfoil/till/service/till-service';
import { useNavigation } from '../navigation.ts';
import { Amount } from '../ui/amount.tsx';
import { BigButton } from '../ui/big-button.tsx';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { addressLines } from '@counterfoil/ui/customer-form/address-layout';
import { countryName, languageChoices } from '@counterfoil/ui/customer-form/country-names';
import { PartTitle } from './history-timeline.tsx';

interface PartProps {
  readonly customer: Customer;
  readonly settings: TillSettings;
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <Paper withBorder p="md" component="section" aria-label={title}>
      <PartTitle>{title}</PartTitle>
      {children}
    </Paper>
  );
}

/** Every e-mail address and phone number with its consent, also the secondary ones. */
export function ContactsPart({ customer, settings }: PartProps): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const hasConsent = settings.features.includes('multipleContactsWithConsent');
  const primary = [
    { key: 'phone', name: t('form.phone'), value: customer.phone, consent: customer.phoneMarketingConsent },
    { key: 'email', name: t('form.email'), value: customer.email, consent: customer.emailMarketingConsent },
  ];
  const secondary = customer.contacts.map(({ contactId, contactType, label, locator, marketingConsent }) => ({
    key: contactId,
    name: label ?? contactTypeLabels[contactType][language],
    value: locator,
    consent: marketingConsent,
  }));
  const shown = [...primary, ...secondary].filter(({ value }) => value !== null);
  return (
    <Part title={t('details.contacts')}>
      {shown.length === 0 && <Text className="quiet">{t('details.noContacts')}</Text>}
      <Facts>
        {shown.map(({ key, name, value, consent }) => (
          <Fact key={key} name={name}>
            <span style={{ overflowWrap: 'anywhere' }}>{value}</span>
            {hasConsent && (
              <Text span size="sm" className="quiet" display="block">
                {t(`consentText.${consent}`)}
              </Text>
            )}
          </Fact>
        ))}
      </Facts>
    </Part>
  );
}

/** Addresses drawn before somebody asks for all (LK-19). */
const shownAddressCountMax = 8;

/** The postal addresses, each as its country writes it; the primary one first. */
export function AddressesPart({ customer }: { readonly customer: Customer }): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const [showsAll, setShowsAll] = useState(false);
  const sorted = customer.addresses.toSorted((a, b) => Number(b.isPrimary) - Number(a.isPrimary));
  const shown = showsAll ? sorted : sorted.slice(0, shownAddressCountMax);
  return (
    <Part title={t('details.addresses')}>
      {sorted.length === 0 && <Text className="quiet">{t('details.noAddresses')}</Text>}
      <Stack gap="sm" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {shown.map((address) => (
          <li key={address.addressId}>
            <Group gap="xs">
              <Text fw={600}>{t(`purpose.${address.purpose}`)}</Text>
              {address.isPrimary && <Badge variant="light">{t('address.primary')}</Badge>}
            </Group>
            {[...addressLines(address), countryName(address.countryRegion, language)].map((line, place) => (
              <Text key={`${place} ${line}`}>{line}</Text>
            ))}
          </li>
        ))}
      </Stack>
      {shown.length < sorted.length && (
        <BigButton variant="subtle" mt="sm" onClick={() => setShowsAll(true)}>
          {t('address.showAll', { count: sorted.length })}
        </BigButton>
      )}
    </Part>
  );
}

/** Title, date of birth and what else is asked of people; receipts and language. */
export function PersonalPart({ customer, settings }: PartProps): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const title = settings.personalTitles.find(({ personalTitleId }) => personalTitleId === customer.personalTitle);
  const facts = [
    ['personalTitle', title?.text[language] ?? customer.personalTitle],
    ['dateOfBirth', customer.dateOfBirth === null ? null : calendarDateText(customer.dateOfBirth, language)],
    ['identificationNumber', customer.identificationNumber],
    [
      'languageId',
      languageChoices(customer.languageId, language).find(({ value }) => value === customer.languageId)?.label,
    ],
    ['receiptOption', t(`receiptOption.${customer.receiptOption}`)],
    ['receiptEmail', customer.receiptEmail],
  ] as const;
  return (
    <Part title={t('details.personal')}>
      <Facts>
        {facts.map(
          ([name, value]) =>
            value && (
              <Fact key={name} name={t(`form.${name}`)}>
                {value}
              </Fact>
            ),
        )}
      </Facts>
    </Part>
  );
}

/** A calendar date has no time zone. */
function calendarDateText(date: string, language: string): string {
  const day = new Date(`${date}T00:00:00Z`);
  return new Intl.DateTimeFormat(language, { dateStyle: 'long', timeZone: 'UTC' }).format(day);
}

/** The values of the customer attributes, by their names. */
export function AttributesPart({ customer, settings }: PartProps): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const held = settings.customerAttributes.filter(({ attributeId }) => customer.attributes[attributeId] !== undefined);
  if (held.length === 0) return null;
  return (
    <Part title={t('details.attributes')}>
      <Facts>
        {held.map((definition) => (
          <Fact key={definition.attributeId} name={definition.text[language]}>
            {attributeValueText(customer.attributes[definition.attributeId] ?? '', definition, language)}
          </Fact>
        ))}
      </Facts>
    </Part>
  );
}

/** The affiliations that staff may see. */
export function AffiliationsPart({ customer, settings }: PartProps): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const shown = settings.affiliations.filter(
    ({ affiliationId, hiddenInChannels }) => !hiddenInChannels && customer.affiliations.includes(affiliationId),
  );
  if (shown.length === 0) return null;
  return (
    <Part title={t('details.affiliations')}>
      <Group gap="xs">
        {shown.map(({ affiliationId, text }) => (
          <Badge key={affiliationId} variant="light" size="lg" tt="none">
            {text[language]}
          </Badge>
        ))}
      </Group>
    </Part>
  );
}

/** What staff want to remember, with its lines. */
export function NotesPart({ customer }: { readonly customer: Customer }): ReactNode {
  const { t } = useTranslation('customers');
  if (customer.notes === null) return null;
  return (
    <Part title={t('details.notes')}>
      <Text style={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{customer.notes}</Text>
    </Part>
  );
}

/** The loyalty cards; a number that headquarters has yet to issue is on its way. */
export function CardsPart({ customer, settings }: PartProps): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const nameOf = new Map(
    settings.loyaltyPrograms.map(({ loyaltyProgramId, text }) => [loyaltyProgramId, text[language]]),
  );
  return (
    <Part title={t('details.loyaltyCards')}>
      {customer.loyaltyCards.length === 0 && <Text className="quiet">{t('details.noCards')}</Text>}
      <Facts>
        {customer.loyaltyCards.map(({ loyaltyCardId, loyaltyProgramId, cardNumber }) => (
          <Fact key={loyaltyCardId} name={nameOf.get(loyaltyProgramId) ?? loyaltyProgramId}>
            {cardNumber ?? t('details.cardPending')}
          </Fact>
        ))}
      </Facts>
    </Part>
  );
}

/** What the customer bought here; each leads to its receipt. */
export function TransactionsPart({
  transactions,
}: {
  readonly transactions: readonly TransactionSummary[];
}): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const { go } = useNavigation();
  return (
    <Part title={t('details.transactions')}>
      {transactions.length === 0 && <Text className="quiet">{t('details.noTransactions')}</Text>}
      <Stack gap="xs" component="ul" m={0} p={0} style={{ listStyle: 'none' }}>
        {transactions.map(({ transactionId, receiptNumber, recordedAt, totalAmount, currency, state }) => (
          <li key={transactionId}>
            <BigButton
              variant="subtle"
              color="gray"
              icon="receipt"
              fullWidth
              justify="flex-start"
              h="auto"
              py={6}
              styles={{ label: { whiteSpace: 'normal', textAlign: 'left' } }}
              onClick={() => go({ name: 'receipt', transactionId })}
            >
              <span>
                {t('details.openReceipt', { receipt: receiptNumber })} ·{' '}
                <Amount value={totalAmount} currency={currency} />
                <Text span display="block" size="sm" className="quiet">
                  {dateTimeText(recordedAt, language)} · {t(`transactionState.${state}`)}
                </Text>
              </span>
            </BigButton>
          </li>
        ))}
      </Stack>
    </Part>
  );
}

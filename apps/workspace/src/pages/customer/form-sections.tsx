import { NativeSelect, SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { receiptOptions } from '@counterfoil/contracts/customer';
import { languageChoices } from '@counterfoil/ui/customer-form/country-names';
import { useLanguage } from '@counterfoil/ui/language';
import { ConsentField, TextField, useFormFields } from './form-context.tsx';

/** A section of the form with its title. */
export function FormSection({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <fieldset className="customer-section">
      <Text component="legend" fw={650} px={6}>
        {title}
      </Text>
      <Stack gap="md">{children}</Stack>
    </fieldset>
  );
}

const columns = { base: 1, sm: 2 } as const;

/** Name, e-mail address and phone, with the consents. `isTypeFixed` of a customer that exists. */
export function NameSection({ isTypeFixed }: { readonly isTypeFixed: boolean }): ReactNode {
  const { t } = useTranslation('customer');
  const { form, change } = useFormFields();
  return (
    <FormSection title={t('form.contactTitle')}>
      {!isTypeFixed && <TypeField />}
      <NameFields />
      <SimpleGrid cols={columns}>
        <TextField name="email" inputMode="email" autoCapitalize="none" spellCheck={false} />
        <ConsentField
          label={t('field.emailMarketingConsent')}
          value={form.emailMarketingConsent}
          onChange={(emailMarketingConsent) => change({ emailMarketingConsent }, 'emailMarketingConsent')}
        />
        <TextField name="phone" inputMode="tel" />
        <ConsentField
          label={t('field.phoneMarketingConsent')}
          value={form.phoneMarketingConsent}
          onChange={(phoneMarketingConsent) => change({ phoneMarketingConsent }, 'phoneMarketingConsent')}
        />
      </SimpleGrid>
    </FormSection>
  );
}

const nameFields = ['firstName', 'lastName', 'organizationName'] as const;

function TypeField(): ReactNode {
  const { t } = useTranslation('customer');
  const { form, change } = useFormFields();
  return (
    <SegmentedControl
      aria-label={t('field.customerType')}
      value={form.customerType}
      onChange={(type) => change({ customerType: type === 'organization' ? type : 'person' }, ...nameFields)}
      data={[
        { value: 'person', label: t('customerType.person') },
        { value: 'organization', label: t('customerType.organization') },
      ]}
    />
  );
}

function NameFields(): ReactNode {
  const { t } = useTranslation('customer');
  const { form } = useFormFields();
  const ruleId = useId();
  if (form.customerType === 'organization') return <TextField key="organization" name="organizationName" required />;
  /* Either name will do, so neither field alone is required: the rule is said once, below the two. */
  return (
    <div role="group" aria-label={t('form.name')} aria-describedby={ruleId}>
      <SimpleGrid cols={columns}>
        <TextField name="firstName" withAsterisk />
        <TextField name="lastName" withAsterisk />
      </SimpleGrid>
      <Text id={ruleId} size="sm" className="quiet" mt={4}>
        {t('form.nameRule')}
      </Text>
    </div>
  );
}

/** Title, middle name, date of birth and a number of an official register. */
export function PersonalSection(): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const { form, settings, change, errorAt } = useFormFields();
  const isPerson = form.customerType === 'person';
  const titles = settings.personalTitles.map(({ personalTitleId, text }) => ({
    value: personalTitleId,
    label: text[language],
  }));
  return (
    <FormSection title={t('form.moreTitle')}>
      <SimpleGrid cols={columns}>
        {isPerson && (
          <NativeSelect
            label={t('field.personalTitle')}
            value={form.personalTitle}
            data={[{ value: '', label: t('form.chooseNone') }, ...titles]}
            error={errorAt('personalTitle')}
            onChange={({ currentTarget }) => change({ personalTitle: currentTarget.value }, 'personalTitle')}
          />
        )}
        {isPerson && <TextField name="middleName" />}
        {isPerson && <TextField name="dateOfBirth" type="date" />}
        <TextField name="identificationNumber" />
      </SimpleGrid>
    </FormSection>
  );
}

/** How the customer wants receipts, where to, and in which language. */
export function ReceiptsSection(): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const { form, change, errorAt } = useFormFields();
  return (
    <FormSection title={t('form.receiptsTitle')}>
      <SimpleGrid cols={columns}>
        <NativeSelect
          label={t('field.languageId')}
          value={form.languageId}
          data={languageChoices(form.languageId, language)}
          error={errorAt('languageId')}
          onChange={({ currentTarget }) => change({ languageId: currentTarget.value }, 'languageId')}
        />
        <NativeSelect
          label={t('field.receiptOption')}
          value={form.receiptOption}
          data={receiptOptions.map((value) => ({ value, label: t(`receiptOption.${value}`) }))}
          onChange={({ currentTarget }) => {
            const receiptOption = receiptOptions.find((option) => option === currentTarget.value);
            if (receiptOption) change({ receiptOption }, 'receiptOption');
          }}
        />
        <TextField
          name="receiptEmail"
          inputMode="email"
          autoCapitalize="none"
          description={t('form.receiptEmailHint')}
        />
      </SimpleGrid>
    </FormSection>
  );
}

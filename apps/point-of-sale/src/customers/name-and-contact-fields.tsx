import { SegmentedControl, SimpleGrid, Stack, Text } from '@mantine/core';
import { useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ConsentField, TextField, useFormFields } from './form-fields.tsx';

/** What a cashier asks first: a name, a phone number and an e-mail address. `isTypeFixed` of a customer that exists. */
export function NameAndContactFields({ isTypeFixed }: { readonly isTypeFixed: boolean }): ReactNode {
  return (
    <Stack gap="md">
      {!isTypeFixed && <CustomerTypeField />}
      <NameFields />
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <PhoneFields />
        <EmailFields />
      </SimpleGrid>
    </Stack>
  );
}

function CustomerTypeField(): ReactNode {
  const { t } = useTranslation('customers');
  const { form, change } = useFormFields();
  return (
    <SegmentedControl
      aria-label={t('form.customerType')}
      value={form.customerType}
      onChange={(type) => change({ customerType: type === 'organization' ? type : 'person' }, ...nameFields)}
      data={[
        { value: 'person', label: t('form.person') },
        { value: 'organization', label: t('form.organization') },
      ]}
    />
  );
}

const nameFields = ['firstName', 'lastName', 'organizationName'] as const;

function NameFields(): ReactNode {
  const { t } = useTranslation('customers');
  const { form } = useFormFields();
  const ruleId = useId();
  if (form.customerType === 'organization') {
    return <TextField key="organization" name="organizationName" required data-autofocus autoFocus />;
  }
  /* Either name will do, so neither field alone is required: the rule is said once, before the two. */
  return (
    <div role="group" aria-label={t('form.name')} aria-describedby={ruleId}>
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
        <TextField name="firstName" withAsterisk data-autofocus autoFocus />
        <TextField name="lastName" withAsterisk />
      </SimpleGrid>
      <Text id={ruleId} size="sm" className="quiet" mt={4}>
        {t('form.nameRule')}
      </Text>
    </div>
  );
}

function PhoneFields(): ReactNode {
  const { t } = useTranslation('customers');
  const { form, change } = useFormFields();
  return (
    <Stack gap="xs">
      <TextField name="phone" type="tel" inputMode="tel" />
      {form.phone.trim() !== '' && (
        <ConsentField
          label={t('form.phoneMarketingConsent')}
          value={form.phoneMarketingConsent}
          onChange={(phoneMarketingConsent) => change({ phoneMarketingConsent })}
        />
      )}
    </Stack>
  );
}

function EmailFields(): ReactNode {
  const { t } = useTranslation('customers');
  const { form, change } = useFormFields();
  return (
    <Stack gap="xs">
      <TextField name="email" type="text" inputMode="email" autoCapitalize="none" spellCheck={false} />
      {form.email.trim() !== '' && (
        <ConsentField
          label={t('form.emailMarketingConsent')}
          value={form.emailMarketingConsent}
          onChange={(emailMarketingConsent) => change({ emailMarketingConsent })}
        />
      )}
    </Stack>
  );
}

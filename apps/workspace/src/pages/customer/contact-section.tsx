import { Button, Group, SimpleGrid, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { contactTypes } from '@counterfoil/contracts/customer';
import { withContact, withoutContact, type ContactForm } from '@counterfoil/ui/customer-form/customer-form';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { ids } from '../../browser-seams.ts';
import { ConsentField, useFormFields } from './form-context.tsx';
import { FormSection } from './form-sections.tsx';

/** Further e-mail addresses, phones and web addresses, each with its own consent (LK-16). */
export function ContactSection(): ReactNode {
  const { t } = useTranslation('customer');
  const { form, change } = useFormFields();
  const add = (contactType: ContactForm['contactType']): void => {
    const contact = {
      contactId: ids.uuid(),
      contactType,
      locator: '',
      label: '',
      marketingConsent: 'unknown',
    } as const;
    change({ contacts: withContact(form, contact).contacts }, 'contacts');
  };
  return (
    <FormSection title={t('field.contacts')}>
      {form.contacts.length === 0 && <Text className="quiet">{t('form.noContact')}</Text>}
      {form.contacts.map((contact, index) => (
        <ContactEditor key={contact.contactId} contact={contact} index={index} />
      ))}
      <Group>
        {contactTypes.map((type) => (
          <Button key={type} variant="default" leftSection={<Icon name="add" sizePx={16} />} onClick={() => add(type)}>
            {t('form.addContact', { type: t(`contactType.${type}`) })}
          </Button>
        ))}
      </Group>
    </FormSection>
  );
}

const inputModes = { email: 'email', phone: 'tel', url: 'url' } as const;

function ContactEditor({ contact, index }: { readonly contact: ContactForm; readonly index: number }): ReactNode {
  const { t } = useTranslation('customer');
  const { form, change, errorAt, leave } = useFormFields();
  const { contactType, contactId, locator, label, marketingConsent } = contact;
  const put = (patch: Partial<ContactForm>, name: string): void =>
    change({ contacts: withContact(form, { ...contact, ...patch }).contacts }, `contacts.${index}.${name}`);
  const place = `contacts.${index}.locator`;
  return (
    <div role="group" aria-label={t('form.contact', { place: index + 1 })}>
      <SimpleGrid cols={{ base: 1, sm: 3 }}>
        <TextInput
          label={t(`contactType.${contactType}`)}
          required
          autoComplete="off"
          inputMode={inputModes[contactType]}
          value={locator}
          error={errorAt(place)}
          onChange={({ currentTarget }) => put({ locator: currentTarget.value }, 'locator')}
          onBlur={() => leave(place)}
        />
        <TextInput
          label={t('form.contactLabel')}
          autoComplete="off"
          value={label}
          error={errorAt(`contacts.${index}.label`)}
          onChange={({ currentTarget }) => put({ label: currentTarget.value }, 'label')}
        />
        <ConsentField
          label={t('form.marketing')}
          value={marketingConsent}
          onChange={(consent) => put({ marketingConsent: consent }, 'marketingConsent')}
        />
      </SimpleGrid>
      <Button
        mt={4}
        variant="subtle"
        color="red"
        size="compact-sm"
        leftSection={<Icon name="trash" sizePx={16} />}
        onClick={() => change({ contacts: withoutContact(form, contactId).contacts }, 'contacts')}
      >
        {t('form.removeContact', { place: index + 1 })}
      </Button>
    </div>
  );
}

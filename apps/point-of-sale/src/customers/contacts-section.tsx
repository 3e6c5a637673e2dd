import { Badge, Button, Group, Modal, Paper, SimpleGrid, Stack, Text, TextInput, VisuallyHidden } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { contactProblems } from '@counterfoil/customer/validate/validate-contacts';
import { phoneCountries } from '@counterfoil/customer/validate/phone-number';
import { ids } from '../browser-seams.ts';
import { BigButton } from '../ui/big-button.tsx';
import { problemText } from '@counterfoil/ui/error-notice.tsx';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { IconButton } from '@counterfoil/ui/icon-button.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { withContact, withoutContact, type ContactForm } from '@counterfoil/ui/customer-form/customer-form';
import { ConsentField, touchStyles, useFormFields } from './form-fields.tsx';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';

/** Further e-mail addresses and phone numbers as tiles, each with its own consent (LK-16). */
export function ContactsSection(): ReactNode {
  const { t } = useTranslation('customers');
  const { form, change, leave } = useFormFields();
  const [edited, setEdited] = useState<ContactForm | null>(null);
  const begin = (contactType: ContactForm['contactType']): void =>
    setEdited({ contactId: ids.uuid(), contactType, locator: '', label: '', marketingConsent: 'unknown' });
  const keep = (contact: ContactForm): void => {
    const next = withContact(form, contact);
    const place = next.contacts.findIndex(({ contactId }) => contactId === contact.contactId);
    change({ contacts: next.contacts }, `contacts.${place}`);
    leave(`contacts.${place}`);
    setEdited(null);
  };
  return (
    <Stack gap="md">
      <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="sm">
        {form.contacts.map((contact, place) => (
          <ContactTile key={contact.contactId} contact={contact} place={place} onEdit={() => setEdited(contact)} />
        ))}
      </SimpleGrid>
      <Group gap="sm">
        <BigButton variant="default" icon="mail" onClick={() => begin('email')}>
          {t('contact.addEmail')}
        </BigButton>
        <BigButton variant="default" icon="add" onClick={() => begin('phone')}>
          {t('contact.addPhone')}
        </BigButton>
      </Group>
      {edited && <ContactEditor contact={edited} onDone={keep} onCancel={() => setEdited(null)} />}
    </Stack>
  );
}

interface ContactTileProps {
  readonly contact: ContactForm;
  readonly place: number;
  readonly onEdit: () => void;
}

function ContactTile({ contact, place, onEdit }: ContactTileProps): ReactNode {
  const { t } = useTranslation('customers');
  const { form, settings, change, errorAt } = useFormFields();
  const { contactType, locator, label, marketingConsent } = contact;
  const error = ['locator', 'label', 'marketingConsent', 'contactType']
    .map((name) => errorAt(`contacts.${place}.${name}`))
    .find(Boolean);
  const hasConsent = settings.features.includes('multipleContactsWithConsent');
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap" gap="xs">
        <Button
          variant="subtle"
          color="gray"
          h="auto"
          mih={48}
          px="xs"
          justify="flex-start"
          flex={1}
          miw={0}
          onClick={onEdit}
          styles={{ label: { whiteSpace: 'normal', textAlign: 'start' } }}
          {...(error ? { 'data-invalid-place': '' } : {})}
        >
          <Stack gap={2} align="flex-start" miw={0}>
            <VisuallyHidden>{t('address.edit')}</VisuallyHidden>
            <Text fw={600} truncate maw="100%">
              {locator}
            </Text>
            <Text size="sm" className="quiet">
              {[label || t(`contact.${contactType}`), hasConsent && t(`consentText.${marketingConsent}`)]
                .filter(Boolean)
                .join(' · ')}
            </Text>
          </Stack>
        </Button>
        <IconButton
          icon="trash"
          label={t('contact.remove', { value: locator })}
          onClick={() => change({ contacts: withoutContact(form, contact.contactId).contacts }, 'contacts')}
        />
      </Group>
      {error && (
        <Text role="alert" size="sm" className="field-problem" mt={4}>
          {error}
        </Text>
      )}
    </Paper>
  );
}

interface ContactEditorProps {
  readonly contact: ContactForm;
  readonly onDone: (contact: ContactForm) => void;
  readonly onCancel: () => void;
}

const editorTitles = { email: 'contact.newEmail', phone: 'contact.newPhone', url: 'contact.newUrl' } as const;

function ContactEditor({ contact, onDone, onCancel }: ContactEditorProps): ReactNode {
  useReturnedFocus();
  const { t } = useTranslation('customers');
  const { form, settings } = useFormFields();
  const [draft, setDraft] = useState(contact);
  const [hasLeft, setHasLeft] = useState(false);
  const problem = useContactProblem(draft);
  const isNew = !form.contacts.some(({ contactId }) => contactId === contact.contactId);
  const finish = (): void => {
    setHasLeft(true);
    if (problem === null) onDone(draft);
  };
  return (
    <Modal
      className="customer-screen"
      opened
      onClose={onCancel}
      centered
      title={isNew ? t(editorTitles[contact.contactType]) : t(`contact.${contact.contactType}`)}
      closeButtonProps={{ 'aria-label': t('close'), size: 48 }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          /* A dialog is drawn elsewhere, but its events go to the form behind it as well. */
          event.preventDefault();
          event.stopPropagation();
          finish();
        }}
      >
        <Stack gap="md">
          <TextInput
            data-autofocus
            label={t(`contact.${draft.contactType}`)}
            required
            autoComplete="off"
            inputMode={draft.contactType === 'phone' ? 'tel' : draft.contactType}
            styles={touchStyles}
            value={draft.locator}
            error={hasLeft ? problem : null}
            onChange={(event) => setDraft({ ...draft, locator: event.currentTarget.value })}
            onBlur={() => setHasLeft(draft.locator !== '')}
          />
          <TextInput
            label={t('contact.label')}
            description={t('contact.labelHint')}
            autoComplete="off"
            styles={touchStyles}
            value={draft.label}
            onChange={(event) => setDraft({ ...draft, label: event.currentTarget.value })}
          />
          {settings.features.includes('multipleContactsWithConsent') && (
            <ConsentField
              label={t('contact.consent')}
              value={draft.marketingConsent}
              onChange={(marketingConsent) => setDraft({ ...draft, marketingConsent })}
            />
          )}
          <Group justify="flex-end" gap="sm">
            <BigButton variant="default" onClick={onCancel}>
              {t('contact.cancel')}
            </BigButton>
            <BigButton type="submit" icon="check">
              {t('contact.done')}
            </BigButton>
          </Group>
        </Stack>
      </form>
    </Modal>
  );
}

/** What is wrong with a contact by the shared rules; null: nothing. */
function useContactProblem({ contactId, contactType, locator, label, marketingConsent }: ContactForm): string | null {
  const language = useLanguage();
  const { form, settings } = useFormFields();
  const fields = { contactType, locator: locator.trim(), label, marketingConsent };
  const countries = phoneCountries(form.addresses, settings.channel.countryRegion);
  const [problem] = contactProblems([{ contactId, change: 'put', fields }], { kind: 'create', countries });
  return problem ? problemText(problem, language) : null;
}

/** Whether a place has something that needs attention, said in the head of its section. */
export function AttentionBadge({ text }: { readonly text: string }): ReactNode {
  return (
    <Badge
      className="customer-badge"
      data-tone="problem"
      variant="light"
      leftSection={<Icon name="alert" sizePx={14} />}
    >
      {text}
    </Badge>
  );
}

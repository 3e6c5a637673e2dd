import { MultiSelect, SimpleGrid, Stack, Text, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import { receiptOptions } from '@counterfoil/contracts/customer';
import { attributeField } from '@counterfoil/customer/validate/validate-lists';
import { useLanguage } from '@counterfoil/ui/language';
import { languageChoices } from '@counterfoil/ui/customer-form/country-names';
import { ChoiceField, TextField, touchStyles, useFormFields } from './form-fields.tsx';

/** Title, middle name, date of birth and a number of an official register. */
export function PersonalSection({ takesTitle }: { readonly takesTitle: boolean }): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const { form, settings, change, errorAt, leave } = useFormFields();
  const isPerson = form.customerType === 'person';
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      {isPerson && takesTitle && settings.personalTitles.length > 0 && (
        <ChoiceField
          label={t('form.personalTitle')}
          value={form.personalTitle}
          data={[
            { value: '', label: t('form.chooseNone') },
            ...settings.personalTitles.map(({ personalTitleId, text }) => ({
              value: personalTitleId,
              label: text[language],
            })),
          ]}
          error={errorAt('personalTitle')}
          onChange={(value) => change({ personalTitle: value ?? '' }, 'personalTitle')}
          onBlur={() => leave('personalTitle')}
        />
      )}
      {isPerson && <TextField name="middleName" />}
      {isPerson && <TextField name="dateOfBirth" type="date" />}
      <TextField name="identificationNumber" />
    </SimpleGrid>
  );
}

/** How the customer wants receipts, where to, and in which language. */
export function ReceiptsSection(): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const { form, change, errorAt } = useFormFields();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <ChoiceField
        label={t('form.receiptOption')}
        allowDeselect={false}
        value={form.receiptOption}
        data={receiptOptions.map((value) => ({ value, label: t(`receiptOption.${value}`) }))}
        onChange={(value) => {
          const receiptOption = receiptOptions.find((option) => option === value);
          if (receiptOption) change({ receiptOption }, 'receiptOption');
        }}
      />
      <ChoiceField
        label={t('form.languageId')}
        allowDeselect={false}
        searchable
        value={form.languageId}
        data={languageChoices(form.languageId, language)}
        error={errorAt('languageId')}
        onChange={(languageId) => languageId && change({ languageId }, 'languageId')}
      />
      <TextField name="receiptEmail" inputMode="email" autoCapitalize="none" description={t('form.receiptEmailHint')} />
    </SimpleGrid>
  );
}

/** Affiliations that staff may see; those that every new customer gets are told. */
export function AffiliationsSection({ isNew }: { readonly isNew: boolean }): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const { form, settings, change, errorAt } = useFormFields();
  const inherited = isNew ? settings.newCustomer.affiliations : [];
  const nameOf = new Map(settings.affiliations.map(({ affiliationId, text }) => [affiliationId, text[language]]));
  const offered = settings.affiliations.filter(
    ({ affiliationId, hiddenInChannels }) => !hiddenInChannels && !inherited.includes(affiliationId),
  );
  const data = offered.map(({ affiliationId, text }) => ({ value: affiliationId, label: text[language] }));
  const held = form.affiliations.filter((id) => offered.some(({ affiliationId }) => affiliationId === id));
  const hidden = form.affiliations.filter((id) => !held.includes(id));
  const names = inherited.flatMap((id) => nameOf.get(id) ?? []);
  return (
    <Stack gap="xs">
      <MultiSelect
        label={t('form.affiliations')}
        placeholder={held.length === 0 ? t('form.chooseNone') : ''}
        data={data}
        value={held}
        error={errorAt('affiliations')}
        styles={{ ...touchStyles, option: { minHeight: 48 } }}
        onChange={(chosen) => change({ affiliations: [...chosen, ...hidden] }, 'affiliations')}
      />
      {names.length > 0 && (
        <Text size="sm" className="quiet">
          {t('form.inherited', { names: new Intl.ListFormat(language).format(names) })}
        </Text>
      )}
    </Stack>
  );
}

/** What the company asks of its customers beside the common fields (LK-20). */
export function AttributesSection(): ReactNode {
  const { settings } = useFormFields();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      {settings.customerAttributes.map((definition) => (
        <AttributeField key={definition.attributeId} definition={definition} />
      ))}
    </SimpleGrid>
  );
}

function AttributeField({ definition }: { readonly definition: CustomerAttribute }): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const bounds = useBounds(definition);
  const { form, change, errorAt, leave } = useFormFields();
  const { attributeId, attributeType, text, required } = definition;
  const choices = useAttributeChoices(definition);
  const place = attributeField(attributeId);
  const value = form.attributes[attributeId] ?? '';
  const put = (next: string): void => change({ attributes: { ...form.attributes, [attributeId]: next } }, place);
  const common = { label: text[language], required, error: errorAt(place), onBlur: () => leave(place) };
  if (choices) {
    return (
      <ChoiceField
        {...common}
        allowDeselect={false}
        value={value}
        data={required ? choices : [{ value: '', label: t('attribute.open') }, ...choices]}
        onChange={(next) => put(next ?? '')}
      />
    );
  }
  return (
    <TextInput
      {...common}
      autoComplete="off"
      inputMode={attributeType === 'integer' ? 'numeric' : attributeType === 'decimal' ? 'decimal' : 'text'}
      {...(bounds === null ? {} : { description: bounds })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      styles={touchStyles}
      value={value}
      onChange={(event) => put(event.currentTarget.value)}
    />
  );
}

/** The values to choose from; null: the value is typed. */
function useAttributeChoices({ attributeType, fixedList }: CustomerAttribute) {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  if (attributeType === 'boolean') {
    return [
      { value: 'true', label: t('attribute.yes') },
      { value: 'false', label: t('attribute.no') },
    ];
  }
  return fixedList.length === 0 ? null : fixedList.map(({ value, text }) => ({ value, label: text[language] }));
}

function useBounds({ minimum, maximum }: CustomerAttribute): string | null {
  const { t } = useTranslation('customers');
  const format = new Intl.NumberFormat(useLanguage());
  const [min, max] = [minimum, maximum].map((bound) => (bound === null ? null : format.format(bound)));
  if (min && max) return t('attribute.between', { min, max });
  if (min) return t('attribute.atLeast', { min });
  return max ? t('attribute.atMost', { max }) : null;
}

/** What staff want to remember. */
export function NotesSection(): ReactNode {
  const { t } = useTranslation('customers');
  const { form, change, errorAt, leave } = useFormFields();
  return (
    <Textarea
      label={t('form.notes')}
      autoComplete="off"
      autosize
      minRows={3}
      maxRows={10}
      value={form.notes}
      error={errorAt('notes')}
      onChange={(event) => change({ notes: event.currentTarget.value }, 'notes')}
      onBlur={() => leave('notes')}
    />
  );
}

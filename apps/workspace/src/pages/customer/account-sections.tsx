import { Checkbox, MultiSelect, NativeSelect, SimpleGrid, Text, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerAttribute } from '@counterfoil/contracts/channel-configuration';
import { attributeField } from '@counterfoil/customer/validate/validate-lists';
import { useLanguage } from '@counterfoil/ui/language';
import { TextField, useFormFields } from './form-context.tsx';
import { FormSection } from './form-sections.tsx';
import { useRange } from './list-parts.tsx';

const columns = { base: 1, sm: 2 } as const;

/** What only headquarters decides. */
export function CommercialSection(): ReactNode {
  const { t } = useTranslation('customer');
  const { form, settings, legalEntity, change, errorAt, leave } = useFormFields();
  const groups = settings.customerGroups.filter((group) => group.legalEntity === legalEntity);
  const books = settings.addressBooks.map(({ addressBookId, name }) => ({ value: addressBookId, label: name }));
  return (
    <FormSection title={t('form.commercialTitle')}>
      <SimpleGrid cols={columns}>
        <NativeSelect
          label={t('field.customerGroup')}
          required
          value={form.customerGroup}
          data={[
            { value: '', label: t('form.chooseNone') },
            ...groups.map(({ customerGroup, name }) => ({ value: customerGroup, label: `${name} (${customerGroup})` })),
          ]}
          error={errorAt('customerGroup')}
          onChange={({ currentTarget }) => change({ customerGroup: currentTarget.value }, 'customerGroup')}
          onBlur={() => leave('customerGroup')}
        />
        <TextInput
          label={t('field.currency')}
          required
          autoComplete="off"
          value={form.currency}
          error={errorAt('currency')}
          onChange={({ currentTarget }) => change({ currency: currentTarget.value.toUpperCase() }, 'currency')}
          onBlur={() => leave('currency')}
        />
        <TextField name="creditLimit" inputMode="decimal" description={t('form.creditLimitHint')} />
        <MultiSelect
          label={t('field.addressBooks')}
          description={t('form.addressBooksHint')}
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          data={books}
          value={[...form.addressBooks]}
          error={errorAt('addressBooks')}
          onChange={(addressBooks) => change({ addressBooks }, 'addressBooks')}
        />
      </SimpleGrid>
      <Checkbox
        label={t('field.blockedForLoyaltyEnrollment')}
        description={t('form.blockedHint')}
        checked={form.blockedForLoyaltyEnrollment}
        onChange={({ currentTarget }) =>
          change({ blockedForLoyaltyEnrollment: currentTarget.checked }, 'blockedForLoyaltyEnrollment')
        }
      />
    </FormSection>
  );
}

/** Affiliations; those that every new customer of the place gets are told. */
export function AffiliationsSection(): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const { form, settings, place, change, errorAt } = useFormFields();
  const inherited = place?.defaults.affiliations ?? [];
  const nameOf = new Map(settings.affiliations.map(({ affiliationId, text }) => [affiliationId, text[language]]));
  const offered = settings.affiliations.filter(({ affiliationId }) => !inherited.includes(affiliationId));
  const names = inherited.map((id) => nameOf.get(id) ?? id);
  return (
    <FormSection title={t('part.affiliations')}>
      <MultiSelect
        label={t('field.affiliations')}
        data={offered.map(({ affiliationId, text }) => ({ value: affiliationId, label: text[language] }))}
        value={[...form.affiliations]}
        error={errorAt('affiliations')}
        onChange={(affiliations) => change({ affiliations }, 'affiliations')}
      />
      {names.length > 0 && (
        <Text size="sm" className="quiet">
          {t('form.inherited', { names: new Intl.ListFormat(language).format(names) })}
        </Text>
      )}
    </FormSection>
  );
}

/** What the company asks of its customers beside the common fields (LK-20). */
export function AttributesSection(): ReactNode {
  const { t } = useTranslation('customer');
  const { settings } = useFormFields();
  if (settings.customerAttributes.length === 0) return null;
  return (
    <FormSection title={t('part.attributes')}>
      <SimpleGrid cols={columns}>
        {settings.customerAttributes.map((definition) => (
          <AttributeField key={definition.attributeId} definition={definition} />
        ))}
      </SimpleGrid>
    </FormSection>
  );
}

function AttributeField({ definition }: { readonly definition: CustomerAttribute }): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const range = useRange()(definition);
  const { form, change, errorAt, leave } = useFormFields();
  const { attributeId, text, required, attributeType } = definition;
  const place = attributeField(attributeId);
  const value = form.attributes[attributeId] ?? '';
  const put = (next: string): void => change({ attributes: { ...form.attributes, [attributeId]: next } }, place);
  const choices = useAttributeChoices(definition);
  const common = { label: text[language], required, value, error: errorAt(place), onBlur: () => leave(place) };
  if (choices) {
    const data = [{ value: '', label: t('form.attributeOpen') }, ...choices];
    return <NativeSelect {...common} data={data} onChange={({ currentTarget }) => put(currentTarget.value)} />;
  }
  return (
    <TextInput
      {...common}
      autoComplete="off"
      inputMode={attributeType === 'integer' ? 'numeric' : attributeType === 'decimal' ? 'decimal' : 'text'}
      {...(range === null ? {} : { description: range })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      onChange={({ currentTarget }) => put(currentTarget.value)}
    />
  );
}

/** The values to choose from; null: the value is typed. */
function useAttributeChoices({ attributeType, fixedList }: CustomerAttribute) {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  if (attributeType === 'boolean') {
    return [
      { value: 'true', label: t('yes') },
      { value: 'false', label: t('no') },
    ];
  }
  return fixedList.length === 0 ? null : fixedList.map(({ value, text }) => ({ value, label: text[language] }));
}

/** What staff want to remember. */
export function NotesSection(): ReactNode {
  const { t } = useTranslation('customer');
  const { form, change, errorAt, leave } = useFormFields();
  return (
    <FormSection title={t('part.notes')}>
      <Textarea
        label={t('field.notes')}
        autoComplete="off"
        autosize
        minRows={3}
        maxRows={10}
        value={form.notes}
        error={errorAt('notes')}
        onChange={({ currentTarget }) => change({ notes: currentTarget.value }, 'notes')}
        onBlur={() => leave('notes')}
      />
    </FormSection>
  );
}

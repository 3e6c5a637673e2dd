import { NativeSelect, TextInput, type TextInputProps } from '@mantine/core';
import { createContext, useContext, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  CreationPlaceSettings,
  CustomerFormSettings,
} from '@counterfoil/contracts/administration/customer-form-settings';
import type { Contact } from '@counterfoil/contracts/customer';
import type { CustomerTextName } from '@counterfoil/ui/customer-form/customer-form';
import type { CustomerFormState } from '@counterfoil/ui/customer-form/use-customer-form';
import type { HeadquartersForm } from './headquarters-form.ts';

/** What the parts of the form share. Places name a field as problems do: `email`, `addresses.0.zipCode`. */
export interface FormFields extends Pick<CustomerFormState<HeadquartersForm>, 'change' | 'errorAt' | 'leave'> {
  readonly form: HeadquartersForm;
  readonly settings: CustomerFormSettings;
  readonly legalEntity: string;
  /** Of a new customer: where it is created. */
  readonly place: CreationPlaceSettings | null;
}

export const FormFieldsContext = createContext<FormFields | null>(null);

/** The form around a field. */
export function useFormFields(): FormFields {
  const fields = useContext(FormFieldsContext);
  if (!fields) throw new Error('a field needs its form around it');
  return fields;
}

interface TextFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'onBlur' | 'error' | 'name'> {
  readonly name: CustomerTextName | 'creditLimit';
}

/** A field of the customer that is typed. */
export function TextField({ name, ...rest }: TextFieldProps): ReactNode {
  const { t } = useTranslation('customer');
  const { form, change, errorAt, leave } = useFormFields();
  return (
    <TextInput
      label={t(`field.${name}`)}
      autoComplete="off"
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      {...rest}
      value={form[name]}
      error={errorAt(name)}
      onChange={(event) => change({ [name]: event.currentTarget.value }, name)}
      onBlur={() => leave(name)}
    />
  );
}

/* In the order in which people answer. */
const consentOrder = ['unknown', 'granted', 'refused'] as const satisfies readonly Contact['marketingConsent'][];

interface ConsentFieldProps {
  readonly label: string;
  readonly value: Contact['marketingConsent'];
  readonly onChange: (value: Contact['marketingConsent']) => void;
}

/** "May we send you marketing?" */
export function ConsentField({ label, value, onChange }: ConsentFieldProps): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <NativeSelect
      label={label}
      value={value}
      data={consentOrder.map((consent) => ({ value: consent, label: t(`consent.${consent}`) }))}
      onChange={({ currentTarget }) =>
        onChange(consentOrder.find((consent) => consent === currentTarget.value) ?? 'unknown')
      }
    />
  );
}

import { SegmentedControl, Select, Stack, Text, TextInput, type SelectProps, type TextInputProps } from '@mantine/core';
import { createContext, useContext, useId, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Contact } from '@counterfoil/contracts/customer';
import type { TillSettings } from '@counterfoil/till/service/till-service';
import { touchTargetPx } from '@counterfoil/ui/theme';
import type { CustomerForm, CustomerTextName } from '@counterfoil/ui/customer-form/customer-form';

/** What the parts of the form share. Places name a field as problems do: `email`, `addresses.0.zipCode`. */
export interface FormFields {
  readonly form: CustomerForm;
  readonly settings: TillSettings;
  /** Changes the form; what was refused at these places is asked about anew. */
  change(patch: Partial<CustomerForm>, ...places: readonly string[]): void;
  /** The sentence to show at a place; null: nothing is wrong, or nobody has been there yet. */
  errorAt(place: string): string | null;
  /** Somebody leaves the field: from now on it says what is wrong with it. */
  leave(place: string): void;
}

export const FormFieldsContext = createContext<FormFields | null>(null);

/** The form around a field. */
export function useFormFields(): FormFields {
  const fields = useContext(FormFieldsContext);
  if (!fields) throw new Error('a field needs its form around it');
  return fields;
}

/** Fields are as high as what is touched. */
export const touchStyles = { input: { minHeight: touchTargetPx } } as const;

interface TextFieldProps extends Omit<TextInputProps, 'value' | 'onChange' | 'onBlur' | 'error' | 'name'> {
  readonly name: CustomerTextName;
}

/** A field of the customer that is typed. */
export function TextField({ name, ...rest }: TextFieldProps): ReactNode {
  const { t } = useTranslation('customers');
  const { form, change, errorAt, leave } = useFormFields();
  return (
    <TextInput
      label={t(`form.${name}`)}
      autoComplete="off"
      {...rest}
      styles={touchStyles}
      value={form[name]}
      error={errorAt(name)}
      onChange={(event) => change({ [name]: event.currentTarget.value }, name)}
      onBlur={() => leave(name)}
    />
  );
}

/** A list to choose one of; nothing is chosen with ''. */
export function ChoiceField(props: SelectProps): ReactNode {
  return (
    <Select
      {...props}
      styles={{ ...touchStyles, option: { minHeight: touchTargetPx } }}
      comboboxProps={{ withinPortal: true }}
      checkIconPosition="right"
    />
  );
}

interface ConsentFieldProps {
  readonly label: string;
  readonly value: Contact['marketingConsent'];
  readonly error?: string | null;
  readonly onChange: (value: Contact['marketingConsent']) => void;
}

/* In the order in which people answer. */
const consentOrder = ['unknown', 'granted', 'refused'] as const satisfies readonly Contact['marketingConsent'][];

/** "May we send you marketing?", with the three answers in sight. */
export function ConsentField({ label, value, error, onChange }: ConsentFieldProps): ReactNode {
  const { t } = useTranslation('customers');
  const id = useId();
  return (
    <Stack gap={4}>
      <Text id={id} size="sm" fw={500}>
        {label}
      </Text>
      <SegmentedControl
        aria-labelledby={id}
        fullWidth
        value={value}
        onChange={(next) => onChange(consentOrder.find((consent) => consent === next) ?? 'unknown')}
        data={consentOrder.map((consent) => ({ value: consent, label: t(`consent.${consent}`) }))}
      />
      {error && (
        <Text role="alert" size="sm" className="field-problem">
          {error}
        </Text>
      )}
    </Stack>
  );
}

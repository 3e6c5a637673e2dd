import { Checkbox, Group, Paper, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressPurposes } from '@counterfoil/contracts/customer';
import { touchTargetPx } from '@counterfoil/ui/theme';
import { BigButton } from '../ui/big-button.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { addressLayout, type AddressPart } from '@counterfoil/ui/customer-form/address-layout';
import {
  addressTextNames,
  purposeOf,
  withAddress,
  withoutAddress,
  type AddressForm,
  type AddressTextName,
} from '@counterfoil/ui/customer-form/customer-form';
import { countryChoices } from '@counterfoil/ui/customer-form/country-names';
import { ChoiceField, touchStyles, useFormFields } from './form-fields.tsx';

interface AddressEditorProps {
  readonly address: AddressForm;
  readonly place: number;
  readonly takesFocus: boolean;
  readonly onDone: () => void;
}

/** One address, opened: purpose, country, and the parts that the country writes in its order (LK-11, LK-18). */
export function AddressEditor({ address, place, takesFocus, onDone }: AddressEditorProps): ReactNode {
  const { t } = useTranslation('customers');
  const { form, change } = useFormFields();
  const group = useRef<HTMLFieldSetElement>(null);
  useEffect(() => {
    if (takesFocus) group.current?.querySelector<HTMLInputElement>('input[data-first]')?.focus();
  }, [takesFocus]);
  const put = (patch: Partial<AddressForm>, name: string): void =>
    change(withAddress(form, { ...address, ...patch }), `addresses.${place}.${name}`);
  return (
    <Paper withBorder p="md" component="fieldset" ref={group} m={0} miw={0}>
      <Text component="legend" fw={600} px={4}>
        {t('address.place', { place: place + 1 })}
      </Text>
      <Stack gap="md">
        <PurposeAndCountry address={address} place={place} onPut={put} />
        <AddressTexts address={address} place={place} onPut={put} />
        <Checkbox
          size="md"
          label={t('address.makePrimary')}
          checked={address.isPrimary}
          disabled={address.isPrimary}
          styles={{ body: { minHeight: touchTargetPx, alignItems: 'center' } }}
          onChange={() => put({ isPrimary: true }, 'isPrimary')}
        />
        <Group justify="flex-end" gap="sm">
          <BigButton
            variant="subtle"
            color="red"
            icon="trash"
            onClick={() => change(withoutAddress(form, address.addressId), 'addresses')}
          >
            {t('address.removeNamed', { value: t('address.place', { place: place + 1 }) })}
          </BigButton>
          <BigButton variant="default" icon="check" onClick={onDone}>
            {t('address.done')}
          </BigButton>
        </Group>
      </Stack>
    </Paper>
  );
}

interface AddressPartsProps {
  readonly address: AddressForm;
  readonly place: number;
  readonly onPut: (patch: Partial<AddressForm>, name: string) => void;
}

function PurposeAndCountry({ address, place, onPut }: AddressPartsProps): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const { form, errorAt, leave } = useFormFields();
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }} spacing="md">
      <ChoiceField
        label={t('address.purpose')}
        allowDeselect={false}
        value={purposeOf(address, form)}
        data={addressPurposes.map((value) => ({ value, label: t(`purpose.${value}`) }))}
        onChange={(value) =>
          onPut({ purpose: addressPurposes.find((purpose) => purpose === value) ?? null }, 'purpose')
        }
      />
      <ChoiceField
        label={t('address.countryRegion')}
        required
        searchable
        allowDeselect={false}
        nothingFoundMessage={t('address.noCountry')}
        value={address.countryRegion}
        data={countryChoices(language)}
        error={errorAt(`addresses.${place}.countryRegion`)}
        onChange={(value) => value && onPut({ countryRegion: value }, 'countryRegion')}
        onBlur={() => leave(`addresses.${place}.countryRegion`)}
      />
    </SimpleGrid>
  );
}

/** The texts of an address in the order of its country; what holds something is never hidden. */
function AddressTexts({ address, place, onPut }: AddressPartsProps): ReactNode {
  const { settings } = useFormFields();
  const format = settings.addressFormats.find(({ countryRegion }) => countryRegion === address.countryRegion);
  const shown = new Set<AddressTextName>(addressTextNames.filter((name) => address[name] !== ''));
  if (format && (format.zipCodeRequired || format.zipCodeFormats.length > 0)) shown.add('zipCode');
  const lines = addressLayout(address.countryRegion, shown);
  return (
    <>
      {lines.map((line, index) => (
        <SimpleGrid key={line.map(({ name }) => name).join()} cols={{ base: 1, sm: line.length }} spacing="md">
          {line.map((part, partIndex) => (
            <AddressTextField
              key={part.name}
              part={part}
              address={address}
              place={place}
              onPut={onPut}
              isFirst={index === 0 && partIndex === 0}
            />
          ))}
        </SimpleGrid>
      ))}
    </>
  );
}

interface AddressTextFieldProps extends AddressPartsProps {
  readonly part: AddressPart;
  readonly isFirst: boolean;
}

/* A sign of a postcode format as people read it: `#` is any digit, `&` any letter. */
const formatSigns: Readonly<Record<string, string>> = { '#': '9', '&': 'A' };

function AddressTextField({ part: { name, label }, address, place, onPut, isFirst }: AddressTextFieldProps): ReactNode {
  const { t } = useTranslation('customers');
  const { settings, errorAt, leave } = useFormFields();
  const format = settings.addressFormats.find(({ countryRegion }) => countryRegion === address.countryRegion);
  const isZipCode = name === 'zipCode';
  const formats = isZipCode
    ? (format?.zipCodeFormats ?? []).map((one) => one.replace(/[#&]/gu, (sign) => formatSigns[sign] ?? sign))
    : [];
  return (
    <TextInput
      label={t(`addressLabel.${label}`)}
      required={isZipCode && format?.zipCodeRequired === true}
      {...(formats.length > 0 ? { description: t('address.formats', { formats: formats.join(', ') }) } : {})}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autoComplete="off"
      styles={touchStyles}
      value={address[name]}
      error={errorAt(`addresses.${place}.${name}`)}
      onChange={(event) => onPut({ [name]: event.currentTarget.value }, name)}
      onBlur={() => leave(`addresses.${place}.${name}`)}
      {...(isFirst ? { 'data-first': '' } : {})}
    />
  );
}

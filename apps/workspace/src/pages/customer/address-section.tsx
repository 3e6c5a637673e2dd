import { Button, Checkbox, Group, NativeSelect, SimpleGrid, Stack, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressPurposes } from '@counterfoil/contracts/customer';
import { addressLayout, type AddressPart } from '@counterfoil/ui/customer-form/address-layout';
import { countryChoices } from '@counterfoil/ui/customer-form/country-names';
import {
  addressTextNames,
  newAddressForm,
  purposeOf,
  withAddress,
  withoutAddress,
  type AddressForm,
  type AddressTextName,
} from '@counterfoil/ui/customer-form/customer-form';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { ids } from '../../browser-seams.ts';
import { useFormFields } from './form-context.tsx';
import { FormSection } from './form-sections.tsx';

/** Postal addresses, each with the fields of its country in its order (LK-11, LK-18). */
export function AddressSection(): ReactNode {
  const { t } = useTranslation('customer');
  const { form, settings, legalEntity, place, change } = useFormFields();
  const entity = settings.legalEntities.find((one) => one.legalEntity === legalEntity);
  const country = place?.defaults.countryRegion ?? entity?.countryRegion ?? '';
  const add = (): void => change(withAddress(form, newAddressForm(ids.uuid(), form, country)), 'addresses');
  return (
    <FormSection title={t('part.addresses')}>
      {form.addresses.length === 0 && <Text className="quiet">{t('form.noAddress')}</Text>}
      {form.addresses.map((address, index) => (
        <AddressEditor key={address.addressId} address={address} index={index} />
      ))}
      <Group>
        <Button variant="default" leftSection={<Icon name="add" sizePx={16} />} onClick={add}>
          {t('form.addAddress')}
        </Button>
      </Group>
    </FormSection>
  );
}

interface AddressProps {
  readonly address: AddressForm;
  readonly index: number;
}

function usePut({ address, index }: AddressProps): (patch: Partial<AddressForm>, name: string) => void {
  const { form, change } = useFormFields();
  return (patch, name) => change(withAddress(form, { ...address, ...patch }), `addresses.${index}.${name}`);
}

function AddressEditor(props: AddressProps): ReactNode {
  const { t } = useTranslation('customer');
  const { form, change } = useFormFields();
  const put = usePut(props);
  const { address, index } = props;
  return (
    <fieldset className="customer-section">
      <Text component="legend" fw={600} px={6}>
        {t('form.address', { place: index + 1 })}
      </Text>
      <Stack gap="md">
        <PurposeAndCountry {...props} />
        <AddressTexts {...props} />
        <Group justify="space-between">
          <Checkbox
            label={t('form.makePrimary')}
            checked={address.isPrimary}
            disabled={address.isPrimary}
            onChange={() => put({ isPrimary: true }, 'isPrimary')}
          />
          <Button
            variant="subtle"
            color="red"
            leftSection={<Icon name="trash" sizePx={16} />}
            onClick={() => change(withoutAddress(form, address.addressId), 'addresses')}
          >
            {t('form.removeAddress', { place: index + 1 })}
          </Button>
        </Group>
      </Stack>
    </fieldset>
  );
}

function PurposeAndCountry(props: AddressProps): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const { form, errorAt, leave } = useFormFields();
  const put = usePut(props);
  const { address, index } = props;
  const place = `addresses.${index}.countryRegion`;
  return (
    <SimpleGrid cols={{ base: 1, sm: 2 }}>
      <NativeSelect
        label={t('form.purposeLabel')}
        value={purposeOf(address, form)}
        data={addressPurposes.map((value) => ({ value, label: t(`purpose.${value}`) }))}
        onChange={({ currentTarget }) =>
          put({ purpose: addressPurposes.find((purpose) => purpose === currentTarget.value) ?? null }, 'purpose')
        }
      />
      <NativeSelect
        label={t('form.countryRegion')}
        required
        value={address.countryRegion}
        data={countryChoices(language)}
        error={errorAt(place)}
        onChange={({ currentTarget }) => put({ countryRegion: currentTarget.value }, 'countryRegion')}
        onBlur={() => leave(place)}
      />
    </SimpleGrid>
  );
}

/** The texts of an address in the order of its country; what holds something is never hidden. */
function AddressTexts(props: AddressProps): ReactNode {
  const { settings } = useFormFields();
  const { address } = props;
  const format = settings.addressFormats.find(({ countryRegion }) => countryRegion === address.countryRegion);
  const shown = new Set<AddressTextName>(addressTextNames.filter((name) => address[name] !== ''));
  if (format && (format.zipCodeRequired || format.zipCodeFormats.length > 0)) shown.add('zipCode');
  const lines = addressLayout(address.countryRegion, shown);
  return lines.map((line) => (
    <SimpleGrid key={line.map(({ name }) => name).join()} cols={{ base: 1, sm: line.length }}>
      {line.map((part) => (
        <AddressText key={part.name} part={part} {...props} />
      ))}
    </SimpleGrid>
  ));
}

/* A sign of a postcode format as people read it: `#` is any digit, `&` any letter. */
const formatSigns: Readonly<Record<string, string>> = { '#': '9', '&': 'A' };

function AddressText(props: AddressProps & { readonly part: AddressPart }): ReactNode {
  const { t } = useTranslation('customer');
  const { settings, errorAt, leave } = useFormFields();
  const put = usePut(props);
  const {
    part: { name, label },
    address,
    index,
  } = props;
  const format = settings.addressFormats.find(({ countryRegion }) => countryRegion === address.countryRegion);
  const isZipCode = name === 'zipCode';
  const formats = (isZipCode ? (format?.zipCodeFormats ?? []) : []).map((one) =>
    one.replace(/[#&]/gu, (sign) => formatSigns[sign] ?? sign),
  );
  const place = `addresses.${index}.${name}`;
  return (
    <TextInput
      label={t(`addressLabel.${label}`)}
      required={isZipCode && format?.zipCodeRequired === true}
      {...(formats.length > 0 && { description: t('form.formats', { formats: formats.join(', ') }) })}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      autoComplete="off"
      value={address[name]}
      error={errorAt(place)}
      onChange={({ currentTarget }) => put({ [name]: currentTarget.value }, name)}
      onBlur={() => leave(place)}
    />
  );
}

import { Badge, Group, Paper, Stack, Text } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ids } from '../browser-seams.ts';
import { BigButton } from '../ui/big-button.tsx';
import { IconButton } from '@counterfoil/ui/icon-button.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { AddressEditor } from './address-editor.tsx';
import { addressLines } from '@counterfoil/ui/customer-form/address-layout';
import {
  addressTextNames,
  newAddressForm,
  purposeOf,
  withAddress,
  withoutAddress,
  type AddressForm,
} from '@counterfoil/ui/customer-form/customer-form';
import { countryName } from '@counterfoil/ui/customer-form/country-names';
import { useFormFields } from './form-fields.tsx';

/** Tiles that are drawn before somebody asks for all: a customer can have hundreds (LK-19). */
const shownCountMax = 12;

interface AddressesSectionProps {
  /** Addresses that may be added now; null: any number. */
  readonly countMax: number | null;
}

/** Postal addresses, each written as its country does; one at a time is open. */
export function AddressesSection({ countMax }: AddressesSectionProps): ReactNode {
  const { t } = useTranslation('customers');
  const { form, settings, change, errorAt } = useFormFields();
  const [openId, setOpenId] = useState<string | null>(null);
  const [showsAll, setShowsAll] = useState(false);
  const add = (): void => {
    const address = newAddressForm(ids.uuid(), form, settings.newCustomer.countryRegion);
    change(withAddress(form, address), 'addresses');
    setOpenId(address.addressId);
  };
  const isInvalid = (place: number): boolean => addressPlaces.some((name) => errorAt(`addresses.${place}.${name}`));
  const entries = form.addresses.map((address, place) => ({ address, place }));
  const shown = entries.filter(
    ({ place }) =>
      showsAll || place < shownCountMax || isInvalid(place) || entries[place]?.address.addressId === openId,
  );
  return (
    <Stack gap="md">
      {entries.length === 0 && <Text className="quiet">{t('address.none')}</Text>}
      {shown.map(({ address, place }) =>
        address.addressId === openId || isInvalid(place) ? (
          <AddressEditor
            key={address.addressId}
            address={address}
            place={place}
            takesFocus={address.addressId === openId}
            onDone={() => setOpenId(null)}
          />
        ) : (
          <AddressTile key={address.addressId} address={address} onEdit={() => setOpenId(address.addressId)} />
        ),
      )}
      <Group gap="sm">
        {countMax === null || entries.length < countMax ? (
          <BigButton variant="default" icon="add" onClick={add}>
            {t('address.add')}
          </BigButton>
        ) : (
          <Text className="quiet">{t('form.limitedAddresses')}</Text>
        )}
        {shown.length < entries.length && (
          <BigButton variant="subtle" onClick={() => setShowsAll(true)}>
            {t('address.showAll', { count: entries.length })}
          </BigButton>
        )}
      </Group>
    </Stack>
  );
}

const addressPlaces = [...addressTextNames, 'countryRegion', 'purpose'] as const;

function AddressTile({ address, onEdit }: { readonly address: AddressForm; readonly onEdit: () => void }): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const { form, change } = useFormFields();
  const lines = addressLines(address);
  const value = lines.join(', ') || t('address.empty');
  return (
    <Paper withBorder p="sm">
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <Stack gap={4} miw={0}>
          <Group gap="xs">
            <Text fw={600}>{t(`purpose.${purposeOf(address, form)}`)}</Text>
            {address.isPrimary && <Badge variant="light">{t('address.primary')}</Badge>}
          </Group>
          <Text className="quiet">
            {value} · {countryName(address.countryRegion, language)}
          </Text>
        </Stack>
        <Group gap={0} wrap="nowrap">
          <BigButton variant="subtle" onClick={onEdit} aria-label={t('address.editNamed', { value })}>
            {t('address.edit')}
          </BigButton>
          <IconButton
            icon="trash"
            label={t('address.removeNamed', { value })}
            onClick={() => change(withoutAddress(form, address.addressId), 'addresses')}
          />
        </Group>
      </Group>
    </Paper>
  );
}

import { Modal, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Customer } from '@counterfoil/contracts/customer';
import type { OpenTransaction } from '@counterfoil/till/service/till-service';
import { BigButton } from '../ui/big-button.tsx';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { amountText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { EmailField, isEmailOrEmpty, receiptEmailOf, usualReceiptEmail } from './email-field.tsx';
import { useCheckout } from './use-checkout.ts';
import { useReturnedFocus } from '@counterfoil/ui/use-returned-focus';

/** Not an address: the customer comes for it. */
const collect = 'collect';

interface OrderDialogProps {
  readonly transaction: OpenTransaction;
  readonly onClose: () => void;
}

/** A customer order: where to and when. */
export function OrderDialog({ transaction, onClose }: OrderDialogProps): ReactNode {
  useReturnedFocus();
  const { t } = useTranslation('sale');
  const { t: shell } = useTranslation('shell');
  const { totalAmount, currency, customer } = transaction;
  return (
    <Modal
      opened
      onClose={onClose}
      size="lg"
      title={t('orderTitle', { amount: amountText(totalAmount, currency, useLanguage()) })}
      closeButtonProps={{ 'aria-label': shell('close') }}
    >
      {customer ? (
        <OrderForm transaction={transaction} name={customer.display.name} customer={customer.customer} />
      ) : (
        <Stack gap="md">
          <Notice tone="warning">{t('orderCustomerNeeded')}</Notice>
          <BigButton onClick={onClose}>{shell('close')}</BigButton>
        </Stack>
      )}
    </Modal>
  );
}

interface OrderFormProps {
  readonly transaction: OpenTransaction;
  readonly name: string;
  readonly customer: Customer;
}

function OrderForm({ transaction, name, customer }: OrderFormProps): ReactNode {
  const { t } = useTranslation('sale');
  const { action, finish } = useCheckout(transaction);
  const primary = customer.addresses.findIndex(({ isPrimary }) => isPrimary);
  const [delivery, setDelivery] = useState(primary === -1 ? collect : String(primary));
  const [date, setDate] = useState('');
  const [email, setEmail] = useState(usualReceiptEmail(customer));
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    finish({
      type: 'customerOrder',
      deliveryAddressId: delivery === collect ? null : (customer.addresses[Number(delivery)]?.addressId ?? null),
      requestedDeliveryDate: date === '' ? null : date,
      receiptEmail: receiptEmailOf(email),
    });
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <Text fw={600}>{t('orderFor', { name })}</Text>
        <DeliveryChoice customer={customer} value={delivery} onChange={setDelivery} />
        <TextInput
          label={t('orderDate')}
          description={t('orderDateHint')}
          size="lg"
          type="date"
          autoComplete="off"
          value={date}
          onChange={(event) => setDate(event.currentTarget.value)}
        />
        <EmailField value={email} onChange={setEmail} isOptional />
        <ErrorNotice error={action.error} />
        <BigButton type="submit" icon="check" loading={action.isBusy} disabled={!isEmailOrEmpty(email)}>
          {t('orderConfirm')}
        </BigButton>
      </Stack>
    </form>
  );
}

interface DeliveryChoiceProps {
  readonly customer: Customer;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/* Choices are told apart by their place in the list: identifiers stay out of the page. */
function DeliveryChoice({ customer, value, onChange }: DeliveryChoiceProps): ReactNode {
  const { t } = useTranslation('sale');
  return (
    <Radio.Group size="lg" label={t('orderDelivery')} value={value} onChange={onChange}>
      <Stack gap={0} mt="xs">
        {customer.addresses.map((address, index) => (
          <Radio
            key={address.addressId}
            value={String(index)}
            size="md"
            classNames={{ root: 'choice', body: 'choice-body' }}
            label={addressLine(address)}
            data-autofocus={value === String(index) || undefined}
          />
        ))}
        <Radio
          value={collect}
          size="md"
          classNames={{ root: 'choice', body: 'choice-body' }}
          label={t('orderCollect')}
          data-autofocus={value === collect || undefined}
        />
      </Stack>
    </Radio.Group>
  );
}

function addressLine(address: Customer['addresses'][number]): string {
  const street = [address.streetNumber, address.street].filter(Boolean).join(' ');
  return [address.name, street, address.zipCode, address.city, address.countryRegion].filter(Boolean).join(', ');
}

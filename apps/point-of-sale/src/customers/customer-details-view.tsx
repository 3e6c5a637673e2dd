import './customers.css';
import { Avatar, Group, Paper, SimpleGrid, Stack, Text, Title } from '@mantine/core';
import { useEffect, useId, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerDetails, TillSettings, TillState } from '@counterfoil/till/service/till-service';
import { useNavigation } from '../navigation.ts';
import { BigButton } from '../ui/big-button.tsx';
import { ErrorNotice, Notice } from '@counterfoil/ui/error-notice.tsx';
import { IconButton } from '@counterfoil/ui/icon-button.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import {
  AddressesPart,
  AffiliationsPart,
  AttributesPart,
  CardsPart,
  ContactsPart,
  NotesPart,
  PersonalPart,
  TransactionsPart,
} from './customer-parts.tsx';
import { CustomerStateBadge } from './customer-state-badge.tsx';
import { HistoryTimeline, PartTitle } from './history-timeline.tsx';
import { LoyaltyCardDialog } from './loyalty-card-dialog.tsx';
import { usePutOnTransaction } from './use-put-on-transaction.ts';

interface CustomerDetailsViewProps {
  readonly details: CustomerDetails;
  readonly settings: TillSettings;
  readonly state: TillState;
  readonly onEdit: () => void;
  readonly onChanged: () => void;
}

/** Everything about a customer, with what can be done. */
export function CustomerDetailsView(props: CustomerDetailsViewProps): ReactNode {
  const { details, settings } = props;
  const { t } = useTranslation('customers');
  const { customer, display, history } = details;
  useNumberToast(details);
  return (
    <Stack className="customer-screen" gap="md" p="md" maw={1100} mx="auto" w="100%">
      <Head details={details} />
      {customer.deactivated && <Notice tone="warning">{t('details.deactivated')}</Notice>}
      {display.reason !== null && <Notice tone="problem">{display.reason}</Notice>}
      <Actions {...props} />
      <SimpleGrid cols={{ base: 1, md: 2 }} spacing="md">
        <Stack gap="md">
          <ContactsPart customer={customer} settings={settings} />
          <AddressesPart customer={customer} />
          <PersonalPart customer={customer} settings={settings} />
          <AttributesPart customer={customer} settings={settings} />
          <AffiliationsPart customer={customer} settings={settings} />
          <NotesPart customer={customer} />
        </Stack>
        <Stack gap="md">
          <Paper withBorder p="md" component="section">
            <PartTitle>{t('details.history')}</PartTitle>
            <HistoryTimeline history={history} />
          </Paper>
          <CardsPart customer={customer} settings={settings} />
          <TransactionsPart transactions={details.transactions} />
        </Stack>
      </SimpleGrid>
    </Stack>
  );
}

/** The number comes while somebody looks: it is told once. */
function useNumberToast({ customer, display }: CustomerDetails): void {
  const { t } = useTranslation('customers');
  const toast = useToast();
  const before = useRef(customer.customerAccountNumber);
  useEffect(() => {
    const { customerAccountNumber } = customer;
    if (before.current === null && customerAccountNumber !== null) {
      toast({ text: t('details.numberCame', { name: display.name, account: customerAccountNumber }), icon: 'check' });
    }
    before.current = customerAccountNumber;
  }, [customer, display.name, t, toast]);
}

function Head({ details }: { readonly details: CustomerDetails }): ReactNode {
  const { t } = useTranslation('customers');
  const { back } = useNavigation();
  const title = useRef<HTMLHeadingElement>(null);
  const { customer, display } = details;
  useEffect(() => title.current?.focus(), []);
  return (
    <Group gap="sm" wrap="nowrap" align="flex-start">
      <IconButton icon="arrowLeft" label={t('details.back')} onClick={back} />
      {customer.image !== null && (
        <Avatar src={customer.image} alt={t('details.picture', { name: display.name })} size={64} radius="md" />
      )}
      <Stack gap={2} miw={0}>
        <Title order={1} size="h3" ref={title} tabIndex={-1} style={{ overflowWrap: 'anywhere', outline: 'none' }}>
          {display.name}
        </Title>
        <Group gap="sm">
          <Text role="status">
            {t('details.account')}:{' '}
            <Text span fw={650}>
              {display.account}
            </Text>
          </Text>
          <CustomerStateBadge shown={details} />
        </Group>
        {details.state !== 'synchronized' && <Text className="quiet">{details.history.next}</Text>}
      </Stack>
    </Group>
  );
}

function Actions({ details, settings, state, onEdit, onChanged }: CustomerDetailsViewProps): ReactNode {
  const { t } = useTranslation('customers');
  const { isBusy, error, put } = usePutOnTransaction();
  const isOnTransaction = state.transaction?.customer?.customerId === details.customerId;
  const [issues, setIssues] = useState(false);
  return (
    <Stack gap="xs">
      <Group gap="sm" align="flex-start">
        <BigButton
          icon="basket"
          loading={isBusy}
          disabled={isOnTransaction}
          onClick={() => void put(details.customerId)}
        >
          {isOnTransaction ? t('details.onTransaction') : t('details.addToTransaction')}
        </BigButton>
        <RefusableButton label={t('details.edit')} refusal={details.editRefusal} onClick={onEdit} />
        <RefusableButton
          label={t('details.issueCard')}
          refusal={details.loyaltyRefusal}
          onClick={() => setIssues(true)}
        />
      </Group>
      <ErrorNotice error={error} />
      {issues && (
        <LoyaltyCardDialog
          details={details}
          settings={settings}
          onClose={() => setIssues(false)}
          onIssued={() => {
            setIssues(false);
            onChanged();
          }}
        />
      )}
    </Stack>
  );
}

interface RefusableButtonProps {
  readonly label: string;
  /** The sentence that says why not; null: it is possible. */
  readonly refusal: string | null;
  readonly onClick: () => void;
}

/** A button that says why it can't be pressed, to everybody: it keeps the focus, and the sentence stands below. */
function RefusableButton({ label, refusal, onClick }: RefusableButtonProps): ReactNode {
  const id = useId();
  const isRefused = refusal !== null;
  return (
    <Stack gap={4} maw={320}>
      <BigButton
        variant="default"
        {...(isRefused ? { 'aria-disabled': true, 'aria-describedby': id, 'data-disabled': true } : {})}
        onClick={() => {
          if (!isRefused) onClick();
        }}
      >
        {label}
      </BigButton>
      {isRefused && (
        <Text id={id} size="sm" className="quiet">
          {refusal}
        </Text>
      )}
    </Stack>
  );
}

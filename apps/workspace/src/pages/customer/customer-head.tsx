import { Anchor, Avatar, Button, Group, Paper, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Link } from '@tanstack/react-router';
import { useEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerRecord } from '@counterfoil/contracts/administration/customer-record';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { useToast } from '@counterfoil/ui/toasts.tsx';
import { useMay } from '../../session/session.ts';
import { DeactivateDialog } from './deactivate-dialog.tsx';

interface CustomerOfPage {
  readonly record: CustomerRecord;
  readonly name: string;
}

const tones = {
  account: 'good',
  deactivated: 'quiet',
  pending: 'warn',
  failed: 'bad',
  refused: 'bad',
} as const satisfies Record<CustomerRecord['state'], string>;

/** Account number, state and legal entity, and whatever needs attention. */
export function CustomerHead({ record, name }: CustomerOfPage): ReactNode {
  const { t } = useTranslation('customer');
  const { customer, state } = record;
  useNumberToast(record, name);
  const account = customer?.customerAccountNumber ?? null;
  return (
    <Paper withBorder p="md">
      <Group gap="lg" align="center">
        {customer?.image && <Avatar src={customer.image} alt="" size={64} radius="md" />}
        <HeadFact name={t('account')}>
          <span role="status" className="figures">
            {account ?? t('pending')}
          </span>
        </HeadFact>
        <HeadFact name={t('reviews.state')}>
          <span className="state-mark" data-tone={tones[state]}>
            {t(`state.${state}`)}
          </span>
        </HeadFact>
        <HeadFact name={t('legalEntity')}>{customer?.legalEntity ?? t('notSet')}</HeadFact>
      </Group>
      <Attention record={record} />
    </Paper>
  );
}

function HeadFact({ name, children }: { readonly name: string; readonly children: ReactNode }): ReactNode {
  return (
    <div>
      <Text size="sm" className="quiet">
        {name}
      </Text>
      <Text fw={650} component="div">
        {children}
      </Text>
    </div>
  );
}

function Attention({ record }: { readonly record: CustomerRecord }): ReactNode {
  const { t } = useTranslation('customer');
  const { state, customer, waitingCount, failedCount, failedOperationId } = record;
  const isBad = state === 'failed' || failedCount > 0;
  const sentences = [
    state !== 'account' && t(customer ? `stateText.${state}` : 'stateText.unreadable'),
    state === 'account' && failedCount > 0 && t('failedChanges', { count: failedCount }),
    state === 'account' && waitingCount > 0 && t('waiting', { count: waitingCount }),
  ].filter((sentence) => sentence !== false);
  if (sentences.length === 0) return null;
  return (
    <Stack gap={4} mt="md">
      <Notice tone={isBad ? 'problem' : 'warning'}>
        {sentences.map((sentence) => (
          <div key={sentence}>{sentence}</div>
        ))}
        {failedOperationId !== null && <StatusLink operationId={failedOperationId} />}
      </Notice>
    </Stack>
  );
}

/** Where a failed operation is corrected. */
export function StatusLink({ operationId }: { readonly operationId: string }): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <Anchor
      component={Link}
      {...{ to: `/customer-synchronization-status/${operationId}` }}
      c="inherit"
      underline="always"
      fw={600}
    >
      {t('toStatus')}
    </Anchor>
  );
}

/** The number comes while somebody looks: it is told once. */
function useNumberToast({ customer }: CustomerRecord, name: string): void {
  const { t } = useTranslation('customer');
  const toast = useToast();
  const account = customer?.customerAccountNumber ?? null;
  const before = useRef(account);
  useEffect(() => {
    if (before.current === null && account !== null) {
      toast({ text: t('numberCame', { name, account }), icon: 'check' });
    }
    before.current = account;
  }, [account, name, t, toast]);
}

/** What may be done with the customer. */
export function CustomerActions({ record, name }: CustomerOfPage): ReactNode {
  const { t } = useTranslation('customer');
  const may = useMay();
  const [isAsking, asking] = useDisclosure(false);
  const { customer, state, customerId } = record;
  if (state !== 'account' || !customer) return null;
  return (
    <>
      {may('updateHeadquartersCustomer') && (
        <Button component={Link} {...{ to: `/customers/${customerId}/edit` }}>
          {t('edit')}
        </Button>
      )}
      {may('deactivateHeadquartersCustomer') && (
        <Button variant="default" onClick={asking.open}>
          {t('deactivate')}
        </Button>
      )}
      {isAsking && <DeactivateDialog customer={customer} name={name} onClose={asking.close} />}
    </>
  );
}

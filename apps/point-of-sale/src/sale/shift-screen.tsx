import { Paper, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { sumOfDecimals } from '@counterfoil/contracts/retail-transaction';
import type { ShiftView, TillState } from '@counterfoil/till/service/till-service';
import { useManagerOverride } from '../shell/manager-override.tsx';
import { useTill } from '../till/use-till.ts';
import { Amount } from '../ui/amount.tsx';
import { difference } from '@counterfoil/ui/decimal';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { dateTimeText, numberText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { PageHead } from '../ui/page-head.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { AmountForm } from './amount-form.tsx';
import { OpenShiftCard } from './open-shift-card.tsx';

/** The shift of this till: open it, see it, close it with what was counted. */
export function ShiftScreen({ state }: { readonly state: TillState }): ReactNode {
  const { t } = useTranslation('sale');
  const [closed, setClosed] = useState<ShiftView | null>(null);
  const currency = state.channel?.currency ?? 'USD';
  return (
    <div className="page">
      <PageHead title={t('shift')} />
      <div className="two-columns">
        {closed && !state.shift && <ShiftPaper shift={closed} currency={currency} title="shiftClosed" />}
        {state.shift ? (
          <>
            <ShiftPaper shift={state.shift} currency={currency} title="shiftNumber" />
            <CloseShift shift={state.shift} currency={currency} onClosed={setClosed} />
          </>
        ) : (
          <OpenShiftCard />
        )}
      </div>
    </div>
  );
}

interface ShiftPaperProps {
  readonly shift: ShiftView;
  readonly currency: string;
  readonly title: 'shiftNumber' | 'shiftClosed';
}

function ShiftPaper({ shift, currency, title }: ShiftPaperProps): ReactNode {
  const { t } = useTranslation('sale');
  const language = useLanguage();
  const amount = (value: string): ReactNode => <Amount value={value} currency={currency} />;
  return (
    <Paper shadow="sm" radius="lg" p="xl">
      <Title order={2} size="h3" mb="md">
        {t(title, { number: shift.shiftNumber })}
      </Title>
      <Facts>
        <Fact name={t('shiftOpenedAt')}>{dateTimeText(shift.openedAt, language)}</Fact>
        <Fact name={t('shiftOpenedBy')}>{shift.openedBy}</Fact>
        {shift.closedAt !== null && <Fact name={t('shiftClosedAt')}>{dateTimeText(shift.closedAt, language)}</Fact>}
        <Fact name={t('shiftTransactions')}>{numberText(shift.transactionCount, language)}</Fact>
        <Fact name={t('shiftSales')}>{amount(shift.salesTotal)}</Fact>
        <Fact name={t('shiftStarting')}>{amount(shift.startingAmount)}</Fact>
        <Fact name={t('shiftCash')}>{amount(shift.cashTotal)}</Fact>
        <Fact name={t('shiftExpected')}>{amount(expectedCash(shift))}</Fact>
        {shift.countedAmount !== null && (
          <>
            <Fact name={t('shiftCounted')}>{amount(shift.countedAmount)}</Fact>
            <Fact name={t('shiftDifference')}>
              <Difference shift={shift} counted={shift.countedAmount} currency={currency} />
            </Fact>
          </>
        )}
      </Facts>
    </Paper>
  );
}

interface CloseShiftProps {
  readonly shift: ShiftView;
  readonly currency: string;
  readonly onClosed: (shift: ShiftView) => void;
}

function CloseShift({ shift, currency, onClosed }: CloseShiftProps): ReactNode {
  const { t } = useTranslation('sale');
  const till = useTill();
  const withManager = useManagerOverride();
  const action = useAction();
  const { shiftId } = shift;
  const close = (countedAmount: string): void =>
    void action.run(() =>
      withManager('closeShift', async (override) =>
        onClosed(await till.closeShift({ shiftId, countedAmount }, override)),
      ),
    );
  return (
    <Paper shadow="sm" radius="lg" p="xl">
      <Stack gap="md">
        <Title order={2} size="h3">
          {t('shiftCloseTitle')}
        </Title>
        <AmountForm label={t('shiftCounted')} submitLabel={t('shiftClose')} action={action} onSubmit={close}>
          {(counted) => (
            <Text role="status">
              {t('shiftDifference')}: <Difference shift={shift} counted={counted} currency={currency} />
            </Text>
          )}
        </AmountForm>
      </Stack>
    </Paper>
  );
}

interface DifferenceProps {
  readonly shift: ShiftView;
  readonly counted: string;
  readonly currency: string;
}

function Difference({ shift, counted, currency }: DifferenceProps): ReactNode {
  const { t } = useTranslation('sale');
  const amount = difference(counted, expectedCash(shift));
  if (Number(amount) === 0) return t('shiftDifferenceNone');
  return (
    <strong data-missing>
      <Amount value={amount} currency={currency} />
    </strong>
  );
}

function expectedCash(shift: ShiftView): string {
  return sumOfDecimals([shift.startingAmount, shift.cashTotal]);
}

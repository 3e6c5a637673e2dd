import { Paper, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ids } from '../browser-seams.ts';
import { useTill } from '../till/use-till.ts';
import { useAction } from '@counterfoil/ui/use-action';
import { AmountForm } from './amount-form.tsx';

/** Nothing is sold before a shift is open: the cash in the drawer is counted first. */
export function OpenShiftCard(): ReactNode {
  const { t } = useTranslation('sale');
  const till = useTill();
  const action = useAction();
  // Of this card, so that pressing again after a lost answer opens one shift.
  const [shiftId] = useState(() => ids.uuid());
  return (
    <div className="centered">
      <Paper className="narrow-card" shadow="sm" radius="lg" p="xl">
        <Stack gap="md">
          <Title order={2} size="h3">
            {t('shiftOpenTitle')}
          </Title>
          <Text className="quiet">{t('shiftOpenText')}</Text>
          <AmountForm
            label={t('shiftStartingAmount')}
            submitLabel={t('shiftOpen')}
            action={action}
            onSubmit={(startingAmount) => void action.run(() => till.openShift({ shiftId, startingAmount }))}
          />
        </Stack>
      </Paper>
    </div>
  );
}

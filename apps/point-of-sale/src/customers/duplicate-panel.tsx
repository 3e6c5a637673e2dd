import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { DuplicateHint } from '@counterfoil/till/service/till-service';
import { BigButton } from '../ui/big-button.tsx';
import { Icon } from '@counterfoil/ui/icons.tsx';

interface DuplicatePanelProps {
  readonly hints: readonly DuplicateHint[];
  readonly isBusy: boolean;
  readonly onTake: (hint: DuplicateHint) => void;
}

/** "Is it this person?": who the new customer may be already. It never keeps anybody from saving (BX-04). */
export function DuplicatePanel({ hints, isBusy, onTake }: DuplicatePanelProps): ReactNode {
  const { t } = useTranslation('customers');
  return (
    <div aria-live="polite">
      {hints.length > 0 && (
        <Paper withBorder p="md" className="duplicate-panel" component="section" aria-label={t('duplicate.title')}>
          <Stack gap="sm">
            <Group gap="xs" wrap="nowrap">
              <Icon name="userSearch" sizePx={24} />
              <Title order={2} size="h5">
                {t('duplicate.title')}
              </Title>
            </Group>
            <Text size="sm">{t('duplicate.text')}</Text>
            {hints.map((hint) => (
              <HintRow key={hint.customerId} hint={hint} isBusy={isBusy} onTake={onTake} />
            ))}
          </Stack>
        </Paper>
      )}
    </div>
  );
}

interface HintRowProps extends Pick<DuplicatePanelProps, 'isBusy' | 'onTake'> {
  readonly hint: DuplicateHint;
}

function HintRow({ hint, isBusy, onTake }: HintRowProps): ReactNode {
  const { t } = useTranslation('customers');
  const { name, account, phone, email, city, because } = hint;
  return (
    <Group className="hint-row" justify="space-between" gap="sm">
      <Stack gap={2} miw={0}>
        <Group gap="xs">
          <Text fw={650}>{name}</Text>
          {because.map((reason) => (
            <Text key={reason} span size="sm" fw={600}>
              {t(`duplicate.because.${reason}`)}
            </Text>
          ))}
        </Group>
        <Text size="sm">{[account, phone, email, city].filter(Boolean).join(' · ')}</Text>
      </Stack>
      <BigButton
        variant="default"
        loading={isBusy}
        aria-label={`${t('duplicate.take')}: ${name}, ${account}`}
        onClick={() => onTake(hint)}
      >
        {t('duplicate.take')}
      </BigButton>
    </Group>
  );
}

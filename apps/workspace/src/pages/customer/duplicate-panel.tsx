import { Anchor, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useEffect, useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PossibleDuplicateShown } from '@counterfoil/contracts/administration/possible-duplicates';
import type { NewCustomer } from '@counterfoil/customer/duplicates/duplicate-reasons';
import { duplicateQuestion } from '@counterfoil/ui/customer-form/duplicate-question';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { askPossibleDuplicates } from '../../api/customer.ts';
import type { HeadquartersForm } from './headquarters-form.ts';

const debounceMs = 400;

/** Who the new customer may be already, asked while somebody types (BX-04). */
function useDuplicates(form: HeadquartersForm, legalEntity: string): readonly PossibleDuplicateShown[] {
  const [found, setFound] = useState<readonly PossibleDuplicateShown[]>([]);
  const asked = useMemo(() => JSON.stringify(duplicateQuestion(form)), [form]);
  const [question] = useDebouncedValue(asked, debounceMs);
  useEffect(() => {
    const stop = new AbortController();
    const parsed = JSON.parse(question) as NewCustomer | null;
    const answer = parsed
      ? askPossibleDuplicates(legalEntity, parsed, stop.signal)
      : Promise.resolve({ possibleDuplicates: [] });
    answer.then(
      ({ possibleDuplicates }) => !stop.signal.aborted && setFound(possibleDuplicates),
      // Only a hint, asked with what is half typed: the duplicate check looks again after saving.
      () => !stop.signal.aborted && setFound([]),
    );
    return () => stop.abort();
  }, [question, legalEntity]);
  return found;
}

interface DuplicatePanelProps {
  readonly form: HeadquartersForm;
  readonly legalEntity: string;
}

/** "Is it one of these?" It never keeps anybody from saving. */
export function DuplicatePanel({ form, legalEntity }: DuplicatePanelProps): ReactNode {
  const { t } = useTranslation('customer');
  const found = useDuplicates(form, legalEntity);
  return (
    <div aria-live="polite">
      {found.length > 0 && (
        <Paper withBorder p="md" component="section" className="duplicate-hint" aria-label={t('duplicate.title')}>
          <Stack gap="xs">
            <Group gap="xs">
              <Icon name="userSearch" />
              <Title order={2} size="h5">
                {t('duplicate.title')}
              </Title>
            </Group>
            <Text size="sm">{t('duplicate.text')}</Text>
            <ul className="plain-list">
              {found.map((one) => (
                <Found key={one.customerId} found={one} />
              ))}
            </ul>
          </Stack>
        </Paper>
      )}
    </div>
  );
}

function Found({ found }: { readonly found: PossibleDuplicateShown }): ReactNode {
  const { t } = useTranslation('customer');
  const { customerId, name, account, phone, email, city, because } = found;
  return (
    <li>
      {/* In a window of its own: what is typed here stays. */}
      <Anchor href={`/workspace/customers/${customerId}`} target="_blank" rel="noreferrer" fw={650}>
        {t('duplicate.open', { name })}
      </Anchor>{' '}
      <Text span size="sm" fw={600}>
        {because.map((reason) => t(`duplicate.because.${reason}`)).join(', ')}
      </Text>
      <Text size="sm">{[account, phone, email, city].filter(Boolean).join(' · ')}</Text>
    </li>
  );
}

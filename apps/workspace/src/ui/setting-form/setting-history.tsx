import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingChangeLine } from '@counterfoil/contracts/administration/settings';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { readSettingChanges } from '../../api/settings.ts';
import { useReading } from '../../api/use-reading.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import { fieldsOf, type SettingForm, type SettingValue } from './setting-form.ts';
import { useShownWords } from './setting-fields.tsx';
import { isSame } from './setting-draft.ts';
import { shownValue } from './shown-value.ts';

interface SettingHistoryProps {
  /** In the audit. */
  readonly name: string;
  readonly form: Pick<SettingForm, 'groups'>;
}

/** Who changed a setting, what and when; the latest first. */
export function SettingHistory({ name, form }: SettingHistoryProps): ReactNode {
  const { t } = useTranslation('setup');
  const reading = useReading({
    topic: 'settings',
    key: ['history', name],
    read: (signal) => readSettingChanges(name, signal),
  });
  return (
    <Paper withBorder p="md" component="section" aria-label={t('history')}>
      <Title order={2} size="h4" mb="xs">
        {t('history')}
      </Title>
      <AnswerState reading={reading}>
        {({ changes }) =>
          changes.length === 0 ? (
            <Text size="sm" className="quiet">
              {t('historyEmpty')}
            </Text>
          ) : (
            <Stack gap="sm" component="ol" className="setting-history">
              {changes.map((change) => (
                <Change key={change.n} change={change} form={form} />
              ))}
            </Stack>
          )
        }
      </AnswerState>
    </Paper>
  );
}

function Change({
  change,
  form,
}: {
  readonly change: SettingChangeLine;
  readonly form: SettingHistoryProps['form'];
}): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const words = useShownWords();
  const { oldValue, newValue, changedBy, changedAt } = change;
  const before = settingIn(oldValue);
  const after = settingIn(newValue);
  const changed = fieldsOf(form).filter(({ name }) => before && after && !isSame(before[name], after[name]));
  return (
    <li>
      <Text size="sm" fw={600}>
        {dateTimeText(changedAt, language)} · {changedBy}
      </Text>
      {!before && <Text size="sm">{t('historyCreated')}</Text>}
      {changed.map(({ name, label, editor }) => (
        <Text key={name} size="sm">
          {t('historyChanged', {
            field: label[language],
            before: shownValue(editor, before?.[name], language, words),
            after: shownValue(editor, after?.[name], language, words),
          })}
        </Text>
      ))}
    </li>
  );
}

function settingIn(value: unknown): SettingValue | null {
  return typeof value === 'object' && value !== null ? (value as SettingValue) : null;
}

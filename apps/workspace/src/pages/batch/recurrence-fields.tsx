import { Chip, Group, NumberInput, Select, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLanguage } from '@counterfoil/ui/language';
import { minuteSteps, recurrenceKinds, withKind, type RecurrenceChoice } from './recurrence-choice.ts';
import { dayName } from './recurrence-words.ts';

interface RecurrenceFieldsProps {
  readonly choice: RecurrenceChoice;
  readonly isDisabled: boolean;
  onChange(choice: RecurrenceChoice): void;
}

const zoneOfHere = Intl.DateTimeFormat().resolvedOptions().timeZone;
const lastMinute = 59;
const mondayFirst = [1, 2, 3, 4, 5, 6, 0];

/** The fields by which a recurrence is chosen. */
export function RecurrenceFields({ choice, isDisabled, onChange }: RecurrenceFieldsProps): ReactNode {
  const { t } = useTranslation('batch');
  return (
    <>
      <Select
        label={t('kind')}
        data={recurrenceKinds.map((kind) => ({ value: kind, label: t(`kindOf.${kind}`) }))}
        value={choice.kind}
        allowDeselect={false}
        disabled={isDisabled}
        onChange={(kind) => kind !== null && onChange(withKind(choice, kind, zoneOfHere))}
      />
      <KindFields choice={choice} isDisabled={isDisabled} onChange={onChange} />
      {'timeZone' in choice && (
        <Select
          label={t('timeZone')}
          data={zonesWith(choice.timeZone)}
          value={choice.timeZone}
          searchable
          allowDeselect={false}
          disabled={isDisabled}
          onChange={(timeZone) => timeZone !== null && onChange({ ...choice, timeZone })}
        />
      )}
    </>
  );
}

function zonesWith(chosen: string): string[] {
  return [...new Set(['UTC', chosen, zoneOfHere, ...Intl.supportedValuesOf('timeZone')])];
}

function KindFields({ choice, isDisabled, onChange }: RecurrenceFieldsProps): ReactNode {
  const { t } = useTranslation('batch');
  switch (choice.kind) {
    case 'off':
    case 'continuous':
      return null;
    case 'minutes':
      return (
        <Select
          label={t('everyMinutes')}
          data={minuteSteps.map(String)}
          value={String(choice.every)}
          allowDeselect={false}
          disabled={isDisabled}
          onChange={(every) => every !== null && onChange({ ...choice, every: Number(every) })}
        />
      );
    case 'hourly':
      return (
        <NumberInput
          label={t('minute')}
          min={0}
          max={lastMinute}
          clampBehavior="strict"
          allowDecimal={false}
          value={choice.minute}
          disabled={isDisabled}
          onChange={(minute) => onChange({ ...choice, minute: Number(minute) })}
        />
      );
    case 'daily':
    case 'weekly':
      return <TimeFields choice={choice} isDisabled={isDisabled} onChange={onChange} />;
    case 'cron':
      return (
        <TextInput
          label={t('cron')}
          description={t('cronHelp')}
          value={choice.expression}
          disabled={isDisabled}
          onChange={(event) => onChange({ ...choice, expression: event.currentTarget.value })}
        />
      );
  }
}

function TimeFields({
  choice,
  isDisabled,
  onChange,
}: Omit<RecurrenceFieldsProps, 'choice'> & {
  readonly choice: Extract<RecurrenceChoice, { kind: 'daily' | 'weekly' }>;
}): ReactNode {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  return (
    <>
      {choice.kind === 'weekly' && (
        <Chip.Group
          multiple
          value={choice.days.map(String)}
          onChange={(days) => onChange({ ...choice, days: days.map(Number).toSorted((a, b) => a - b) })}
        >
          <Group gap="xs" role="group" aria-label={t('days')}>
            {mondayFirst.map((day) => (
              <Chip key={day} value={String(day)} disabled={isDisabled}>
                {dayName(day, language)}
              </Chip>
            ))}
          </Group>
        </Chip.Group>
      )}
      <TextInput
        type="time"
        label={t('time')}
        value={choice.time}
        disabled={isDisabled}
        onChange={(event) => onChange({ ...choice, time: event.currentTarget.value })}
      />
    </>
  );
}

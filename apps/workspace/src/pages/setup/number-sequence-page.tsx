import { Paper, Text } from '@mantine/core';
import { useNavigate, useParams } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NumberSequence, WantedNumberSequence } from '@counterfoil/contracts/administration/number-sequences';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { numberText } from '@counterfoil/ui/formats';
import { formatNumber } from '@counterfoil/customer/numbers/number-format';
import { useLanguage } from '@counterfoil/ui/language';
import { readNumberSequences, saveNumberSequence } from '../../api/channel-setup.ts';
import { useReadAgain, useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { PlainEditing } from '../../ui/setting-form/plain-editing.tsx';
import { freshValue } from '../../ui/setting-form/setting-draft.ts';
import type { SettingValue } from '../../ui/setting-form/setting-form.ts';
import { settingPath } from '../../ui/setting-form/setting-links.ts';
import { numberSequenceRules, numberSequences } from './forms/numbers.ts';

const keyFields = ['numberSequenceId'];

/** One number sequence, or a new one. */
export default function NumberSequencePage(): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const params: Readonly<Record<string, string | undefined>> = useParams({ strict: false });
  const id = params['numberSequenceId'] ?? null;
  const reading = useReading({ topic: 'settings', key: ['numberSequences'], read: readNumberSequences });
  const mayChange = useMay()('putNumberSequence');
  return (
    <PageFrame
      title={id === null ? t('newNumberSequence') : t('titleOf', { list: t('numberSequences'), name: id })}
      section="audit"
      help={numberSequences.help[language]}
    >
      {!mayChange && <ReadOnlyNotice />}
      <AnswerState reading={reading}>
        {({ numberSequences: all }) => {
          const found = all.find(({ numberSequenceId }) => numberSequenceId === id) ?? null;
          if (id !== null && !found) return <Notice tone="problem">{t('noSuchSequence')}</Notice>;
          return <Sequence key={id} sequence={found} mayChange={mayChange} />;
        }}
      </AnswerState>
    </PageFrame>
  );
}

interface SequenceProps {
  readonly sequence: NumberSequence | null;
  readonly mayChange: boolean;
}

function Sequence({ sequence, mayChange }: SequenceProps): ReactNode {
  const readAgain = useReadAgain();
  const navigate = useNavigate();
  const send = async (value: SettingValue): Promise<void> => {
    const { numberSequenceId, ...wanted } = value;
    await saveNumberSequence(String(numberSequenceId), wanted as unknown as WantedNumberSequence);
    await readAgain('settings', 'audit');
  };
  const after = ({ numberSequenceId }: SettingValue): void => {
    const to = settingPath('/setup/number-sequences', [String(numberSequenceId)]);
    if (!sequence) void navigate({ to, replace: true, ignoreBlocker: true });
  };
  return (
    <>
      {sequence !== null && sequence.message !== null && <Notice tone="warning">{sequence.message}</Notice>}
      <PlainEditing
        form={numberSequences}
        schema={numberSequenceRules}
        saved={sequence && settingOf(sequence)}
        fresh={freshValue(numberSequences, numberSequenceRules, keyFields)}
        fixedFields={new Set(sequence ? [...keyFields, 'kind'] : [])}
        mayChange={mayChange}
        send={send}
        after={after}
        hasShortcut
        Preview={NumberPreview}
      />
    </>
  );
}

function settingOf(sequence: NumberSequence): SettingValue {
  const { remainingCount: _remaining, state: _state, nextNumber: _next, message: _message, ...setting } = sequence;
  return setting;
}

/** The next number and how many are left, by what has been typed so far. */
function NumberPreview({ value }: { readonly value: SettingValue }): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const next = Number(value['nextValue']);
  const left = Math.max(0, Number(value['largestValue']) - next + 1);
  const shown = formatNumber(
    String(value['format']),
    next,
    typeof value['legalEntity'] === 'string' ? value['legalEntity'] : '',
  );
  return (
    <Paper withBorder p="md" role="status">
      <Facts>
        <Fact name={t('nextNumber')}>{shown ?? t('numberDoesNotFit')}</Fact>
        <Fact name={t('remaining')}>{numberText(left, language)}</Fact>
      </Facts>
      <Text size="xs" className="quiet">
        {t('previewHelp')}
      </Text>
    </Paper>
  );
}

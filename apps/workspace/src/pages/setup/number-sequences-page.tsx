import { Badge, Button } from '@mantine/core';
import { Link, useNavigate } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { NumberSequence } from '@counterfoil/contracts/administration/number-sequences';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { numberText } from '@counterfoil/ui/formats';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { readNumberSequences } from '../../api/channel-setup.ts';
import { useReading } from '../../api/use-reading.ts';
import { useMay } from '../../session/session.ts';
import { PageFrame } from '../../shell/page-frame.tsx';
import { AnswerState, ReadOnlyNotice } from '../../shell/page-states.tsx';
import { DataTable, type Column } from '../../ui/data-table.tsx';
import { useShownWords } from '../../ui/setting-form/setting-fields.tsx';
import { fieldsOf } from '../../ui/setting-form/setting-form.ts';
import { settingPath } from '../../ui/setting-form/setting-links.ts';
import { shownValue } from '../../ui/setting-form/shown-value.ts';
import { numberSequences } from './forms/numbers.ts';

const stateColors = { ok: 'teal', nearExhaustion: 'yellow', exhausted: 'red' } as const;
const shownFields = ['numberSequenceId', 'kind', 'legalEntity', 'format', 'continuous'];

/** The number sequences with what is left of each; what runs out stands first. */
export default function NumberSequencesPage(): ReactNode {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const reading = useReading({
    topic: 'settings',
    alsoOn: ['customers'],
    key: ['numberSequences'],
    read: readNumberSequences,
  });
  const mayChange = useMay()('putNumberSequence');
  return (
    <PageFrame
      title={t('numberSequences')}
      section="audit"
      help={numberSequences.help[language]}
      actions={
        mayChange && (
          <Button component={Link} to="/setup/number-sequences-new" leftSection={<Icon name="add" sizePx={16} />}>
            {t('new')}
          </Button>
        )
      }
    >
      {!mayChange && <ReadOnlyNotice />}
      <AnswerState reading={reading}>{(answer) => <Sequences sequences={answer.numberSequences} />}</AnswerState>
    </PageFrame>
  );
}

function Sequences({ sequences }: { readonly sequences: readonly NumberSequence[] }): ReactNode {
  const { t } = useTranslation('setup');
  const navigate = useNavigate();
  const columns = useColumns();
  return (
    <>
      {sequences.flatMap(({ numberSequenceId, message, state }) =>
        message === null ? (
          []
        ) : (
          <Notice key={numberSequenceId} tone={state === 'exhausted' ? 'problem' : 'warning'}>
            {message}
          </Notice>
        ),
      )}
      <DataTable
        label={t('numberSequences')}
        columns={columns}
        rows={sequences}
        keyOf={({ numberSequenceId }) => numberSequenceId}
        onOpen={({ numberSequenceId }) =>
          void navigate({ to: settingPath('/setup/number-sequences', [numberSequenceId]) })
        }
        empty={{ icon: 'list', title: t('emptyTitle'), text: t('noSequence') }}
      />
    </>
  );
}

function useColumns(): Column<NumberSequence>[] {
  const { t } = useTranslation('setup');
  const language = useLanguage();
  const words = useShownWords();
  const fields = fieldsOf(numberSequences).filter(({ name }) => shownFields.includes(name));
  return [
    ...fields.map(({ name, label, editor }) => ({
      key: name,
      header: label[language],
      cell: (sequence: NumberSequence) =>
        shownValue(editor, (sequence as Readonly<Record<string, unknown>>)[name], language, words),
    })),
    { key: 'nextNumber', header: t('nextNumber'), cell: ({ nextNumber }) => nextNumber ?? '–' },
    {
      key: 'remaining',
      header: t('remaining'),
      align: 'end',
      cell: ({ remainingCount }) => numberText(remainingCount, language),
    },
    {
      key: 'state',
      header: t('state'),
      cell: ({ state }) => (
        <Badge variant="light" color={stateColors[state]} tt="none">
          {t(`sequenceState.${state}`)}
        </Badge>
      ),
    },
  ];
}

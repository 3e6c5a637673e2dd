import { Paper, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  PreviewNote,
  SwitchPreviewAnswer,
  WantedModes,
} from '@counterfoil/contracts/administration/switch-preview';
import { EmptyState } from '@counterfoil/ui/empty-state.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { readSwitchPreview } from '../../api/switch-preview.ts';
import { useReading } from '../../api/use-reading.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import { PreviewChannels } from './preview-channels.tsx';
import './synchronization.css';

interface SwitchPreviewProps {
  readonly functionalityProfileId: string;
  /** The modes as somebody wants them; what is left out stays. */
  readonly wanted: WantedModes;
}

/** What a switch of the modes of a functionality profile will change, for whom, and when (BX-14). */
export function SwitchPreview({ functionalityProfileId, wanted }: SwitchPreviewProps): ReactNode {
  const reading = useSwitchPreview(functionalityProfileId, wanted);
  return <AnswerState reading={reading}>{(preview) => <ShownPreview preview={preview} />}</AnswerState>;
}

/** Reads the preview; it is read again whenever a channel acts on other settings. */
export function useSwitchPreview(
  functionalityProfileId: string,
  wanted: WantedModes,
): ReturnType<typeof useReading<SwitchPreviewAnswer>> {
  return useReading({
    topic: 'channels',
    key: ['switch-preview', functionalityProfileId, wanted],
    read: (signal) => readSwitchPreview(functionalityProfileId, wanted, signal),
  });
}

/** The preview, read already. */
export function ShownPreview({ preview }: { readonly preview: SwitchPreviewAnswer }): ReactNode {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  return (
    <Stack>
      <Changes preview={preview} />
      <Part title={t('preview.forWhom')}>
        {preview.channels.length === 0 ? (
          <EmptyState icon="store" title={t('preview.noChannelsTitle')} text={t('preview.noChannels')} />
        ) : (
          <>
            <Text className="quiet" size="sm" mb="xs">
              {t('preview.channels', { count: preview.channels.length })}.{' '}
              {t('preview.figures', { time: dateTimeText(preview.figuresSince, language) })}
            </Text>
            <PreviewChannels channels={preview.channels} />
          </>
        )}
      </Part>
      <Part title={t('preview.limits')}>
        <ul className="plain-list">
          {preview.notes.map((note) => (
            <Note key={`${note.about} ${note.text.en}`} note={note} />
          ))}
        </ul>
      </Part>
      <Part title={t('preview.reaches')}>
        <JobLine preview={preview} />
      </Part>
    </Stack>
  );
}

function Part({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <Paper withBorder p="md" radius="md" component="section">
      <Title order={2} size="h4" mb="xs">
        {title}
      </Title>
      {children}
    </Paper>
  );
}

function Changes({ preview }: { readonly preview: SwitchPreviewAnswer }): ReactNode {
  const { t } = useTranslation('synchronization');
  const shell = useTranslation('shell').t;
  const language = useLanguage();
  const word = (isOn: boolean): string => shell(isOn ? 'yes' : 'no');
  const changed = preview.changes.filter(({ now, wanted }) => now !== wanted);
  const shown = changed.length > 0 ? changed : preview.changes.slice(0, 1);
  return (
    <Part title={t('preview.changes')}>
      {shown.map(({ option, now, wanted, effect }) => (
        <div key={option} className="grow">
          <Text fw={650}>
            {t(`preview.options.${option}`)}
            {language === 'fr' ? ' : ' : ': '}
            {now === wanted
              ? `${word(now)} (${t('preview.stays')})`
              : t('preview.from', { now: word(now), wanted: word(wanted) })}
          </Text>
          <Text mb="xs">{effect[language]}</Text>
        </div>
      ))}
    </Part>
  );
}

function Note({ note }: { readonly note: PreviewNote }): ReactNode {
  const language = useLanguage();
  return (
    <li className="preview-note" data-tone={note.tone}>
      <Icon name={note.tone === 'fine' ? 'check' : 'alert'} />
      <span>{note.text[language]}</span>
    </li>
  );
}

function JobLine({ preview: { job } }: { readonly preview: SwitchPreviewAnswer }): ReactNode {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  const last = job.lastRunAt === null ? t('preview.never') : dateTimeText(job.lastRunAt, language);
  const known = { job: job.name, last };
  if (job.recurrence === 'off') return <Text>{t('preview.jobOff', known)}</Text>;
  if (job.recurrence === 'continuous') return <Text>{t('preview.jobContinuous', known)}</Text>;
  const next = job.nextRunAt === null ? t('preview.never') : dateTimeText(job.nextRunAt, language);
  return <Text>{t('preview.jobRuns', { ...known, next })}</Text>;
}

import { Loader, Stack, Text } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type {
  ConversionRun,
  ConversionStep,
  ConvertEverything,
} from '@counterfoil/contracts/administration/convert-everything';
import { Notice } from '@counterfoil/ui/error-notice.tsx';
import { numberText } from '@counterfoil/ui/formats';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { FiguresText } from './figures-text.tsx';

interface ConversionProgressProps {
  readonly status: ConvertEverything;
  /** It has been asked for, and has not begun: what is shown would be the run before. */
  readonly isStarting: boolean;
}

/** The steps of *Convert everything now* as they come, then what came of it. */
export function ConversionProgress({ status: { run, waiting }, isStarting }: ConversionProgressProps): ReactNode {
  const { t } = useTranslation('batch');
  if (isStarting || !run) return <Loader aria-label={t('stepState.running')} />;
  return (
    <Stack>
      <Text size="sm" className="quiet">
        {t('convertHelp')}
      </Text>
      <ol className="conversion-steps" aria-live="polite">
        {run.steps.map((step) => (
          <Step key={step.job} step={step} />
        ))}
      </ol>
      {run.state !== 'running' && <Result run={run} waiting={waiting} />}
    </Stack>
  );
}

function Step({ step: { job, state, figures } }: { readonly step: ConversionStep }): ReactNode {
  const { t } = useTranslation('batch');
  const icons = { waiting: 'clock', succeeded: 'check', failed: 'alert' } as const;
  return (
    <li data-state={state}>
      {state === 'running' ? <Loader size={20} aria-hidden="true" /> : <Icon name={icons[state]} />}
      <div>
        <Text fw={600}>{t(`step.${job}`)}</Text>
        <Text size="sm">
          {t(`stepState.${state}`)}
          {Object.keys(figures).length > 0 && (
            <>
              {' '}
              (<FiguresText figures={figures} />)
            </>
          )}
        </Text>
      </div>
    </li>
  );
}

function Result({
  run,
  waiting,
}: {
  readonly run: ConversionRun;
  readonly waiting: ConvertEverything['waiting'];
}): ReactNode {
  const { t } = useTranslation('batch');
  const language = useLanguage();
  const isWhole = run.state === 'succeeded';
  const broken = run.error === null ? t('convertCanceled') : t('convertBroken', { reason: run.error });
  return (
    <>
      <Notice tone={isWhole && run.failed === 0 ? 'hint' : 'warning'}>
        {!isWhole && <div>{broken}</div>}
        <div>{t('converted', { count: run.converted })}</div>
        {run.failed > 0 && <div>{t('convertFailed', { count: run.failed })}</div>}
        {waiting.length === 0 && <div>{t('nobodyWaits')}</div>}
      </Notice>
      {waiting.length > 0 && (
        <div>
          <Text fw={600}>{t('stillWaiting')}</Text>
          <ul>
            {waiting.map(({ count, reason }) => (
              <li key={reason}>
                {numberText(count, language)}: {reason}
              </li>
            ))}
          </ul>
          <Link to="/customer-synchronization-status">{t('toSynchronizationStatus')}</Link>
        </div>
      )}
    </>
  );
}

import { Text, Timeline, Title, VisuallyHidden } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerHistory, HistoryStep } from '@counterfoil/till/service/till-service';
import { clock } from '../browser-seams.ts';
import { timeText } from '@counterfoil/ui/formats';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';

const looks: Record<HistoryStep['state'], { readonly icon: IconName; readonly color: string }> = {
  done: { icon: 'check', color: 'teal' },
  now: { icon: 'clock', color: 'orange' },
  later: { icon: 'clock', color: 'gray' },
  problem: { icon: 'alert', color: 'red' },
};

const stateTexts = {
  done: 'details.stepDone',
  now: 'details.stepNow',
  later: 'details.stepLater',
  problem: 'details.stepProblem',
} as const satisfies Record<HistoryStep['state'], string>;

/** The way of a customer to its number and into every store, in plain words, and what happens next (BX-05). */
export function HistoryTimeline({ history }: { readonly history: CustomerHistory }): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const reached = history.steps.filter(({ state }) => state !== 'later').length - 1;
  return (
    <>
      <Text mb="md" aria-live="polite">
        <Text span fw={650}>
          {t('details.next')}:{' '}
        </Text>
        {history.next}
      </Text>
      <Timeline active={reached} bulletSize={28} lineWidth={2} role="list" aria-label={t('details.history')}>
        {history.steps.map(({ text, at, state }, place) => (
          <Timeline.Item
            key={`${place} ${text}`}
            bullet={<Icon name={looks[state].icon} sizePx={16} />}
            color={looks[state].color}
            role="listitem"
          >
            <Text fw={state === 'now' || state === 'problem' ? 650 : 400}>
              <VisuallyHidden>{t(stateTexts[state])}: </VisuallyHidden>
              {text}
            </Text>
            {at !== null && (
              <Text size="sm" className="quiet">
                {timeText(at, clock.now(), language)}
              </Text>
            )}
          </Timeline.Item>
        ))}
      </Timeline>
    </>
  );
}

/** The head of a part of the details. */
export function PartTitle({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <Title order={2} size="h5" mb="xs">
      {children}
    </Title>
  );
}

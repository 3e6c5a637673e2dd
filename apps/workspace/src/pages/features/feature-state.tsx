import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { FeatureStateName } from '@counterfoil/contracts/administration/features';
import type { Language } from '@counterfoil/contracts/error-register';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import './features.css';

interface FeatureStateProps {
  readonly state: FeatureStateName;
  readonly scheduledFor?: string | null;
  /** Why it is not on though its day has come. */
  readonly waitingReason?: string | null;
}

const icons: Readonly<Record<FeatureStateName | 'waiting', IconName>> = {
  on: 'check',
  off: 'remove',
  scheduled: 'clock',
  waiting: 'alert',
};

/** The state of a feature in a shape, a colour and a word. */
export function FeatureState({ state, scheduledFor = null, waitingReason = null }: FeatureStateProps): ReactNode {
  const { t } = useTranslation('features');
  const language = useLanguage();
  const shown = state === 'scheduled' && waitingReason !== null ? 'waiting' : state;
  const text = shown === 'scheduled' ? t('scheduled', { day: dayText(scheduledFor ?? '', language) }) : t(shown);
  return (
    <span className="feature-state" data-state={shown}>
      <Icon name={icons[shown]} sizePx={16} />
      {text}
    </span>
  );
}

/** A day (YYYY-MM-DD) in words; it begins in UTC. */
function dayText(day: string, language: Language): string {
  if (day === '') return '…';
  return new Intl.DateTimeFormat(language, { dateStyle: 'medium', timeZone: 'UTC' }).format(new Date(day));
}

import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigurationState } from '@counterfoil/contracts/administration/configuration-status';
import type { ListedFeature } from '@counterfoil/contracts/administration/features';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import type { Column } from '../../ui/data-table.tsx';
import { actsOn } from './feature-relations.ts';
import { FeatureState } from './feature-state.tsx';

/** The columns of the list of features. */
export function useFeatureColumns(configurations: readonly ConfigurationState[]): readonly Column<ListedFeature>[] {
  const { t } = useTranslation('features');
  return [
    { key: 'name', header: t('feature'), cell: (feature) => <FeatureName feature={feature} /> },
    { key: 'state', header: t('state'), cell: (feature) => <State feature={feature} /> },
    {
      key: 'version',
      header: t('version'),
      cell: ({ version }) => (version === 'Counterfoil' ? t('ownFeature') : version),
    },
    { key: 'since', header: t('since'), cell: (feature) => <Since feature={feature} /> },
    {
      key: 'channels',
      header: t('channels'),
      cell: (feature) => {
        const judged = configurations.map((configuration) => actsOn(feature, configuration));
        const acting = judged.filter((acts) => acts === true).length;
        return judged.length === 0 ? '' : t('acting', { acting, count: judged.length });
      },
    },
  ];
}

function FeatureName({ feature: { name, description } }: { readonly feature: ListedFeature }): ReactNode {
  return (
    <div className="feature-name">
      <Text fw={600} size="sm">
        {name}
      </Text>
      <Text size="sm" className="quiet">
        {description}
      </Text>
    </div>
  );
}

function State({ feature }: { readonly feature: ListedFeature }): ReactNode {
  const { t } = useTranslation('features');
  const { state, scheduledFor, waitingReason, stage } = feature;
  return (
    <div className="feature-reason">
      <FeatureState state={state} scheduledFor={scheduledFor} waitingReason={waitingReason} />
      {waitingReason !== null && <Text size="xs">{waitingReason}</Text>}
      {stage === 'mandatory' && (
        <Text size="xs" className="quiet">
          {t('mandatory')}
        </Text>
      )}
    </div>
  );
}

function Since({ feature: { since, changedBy } }: { readonly feature: ListedFeature }): ReactNode {
  const { t } = useTranslation('features');
  const language = useLanguage();
  if (since === null) return <span className="quiet">{t('never')}</span>;
  return t('switchedBy', { time: dateTimeText(since, language), name: changedBy ?? '' });
}

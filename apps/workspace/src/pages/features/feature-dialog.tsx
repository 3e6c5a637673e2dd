import { Modal, Stack, Table, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConfigurationState } from '@counterfoil/contracts/administration/configuration-status';
import type { ListedFeature } from '@counterfoil/contracts/administration/features';
import { Fact, Facts } from '@counterfoil/ui/facts.tsx';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { actsOn } from './feature-relations.ts';
import { FeatureState } from './feature-state.tsx';

interface FeatureDialogProps {
  readonly feature: ListedFeature | null;
  readonly configurations: readonly ConfigurationState[];
  onClose(): void;
}

/** One feature whole, and per channel whether it acts on it yet. */
export function FeatureDialog({ feature, configurations, onClose }: FeatureDialogProps): ReactNode {
  const { t } = useTranslation('features');
  return (
    <Modal
      opened={feature !== null}
      onClose={onClose}
      size="lg"
      title={feature?.name}
      closeButtonProps={{ 'aria-label': t('close') }}
    >
      {feature && (
        <Stack>
          <Text>{feature.description}</Text>
          <Facts>
            <Fact name={t('state')}>
              <FeatureState {...feature} />
            </Fact>
            <Fact name={t('version')}>{feature.version}</Fact>
            <Fact name={t('prerequisites')}>
              <Names related={feature.prerequisites} none={t('needsNothing')} />
            </Fact>
            <Fact name={t('neededBy')}>
              <Names related={feature.neededBy} none={t('neededByNone')} />
            </Fact>
          </Facts>
          <PerChannel feature={feature} configurations={configurations} />
        </Stack>
      )}
    </Modal>
  );
}

interface NamesProps {
  readonly related: ListedFeature['prerequisites'];
  readonly none: string;
}

function Names({ related, none }: NamesProps): ReactNode {
  if (related.length === 0) return none;
  return (
    <ul className="plain-list">
      {related.map(({ featureId, name, state }) => (
        <li key={featureId}>
          {name} — <FeatureState state={state} />
        </li>
      ))}
    </ul>
  );
}

interface PerChannelProps {
  readonly feature: ListedFeature;
  readonly configurations: readonly ConfigurationState[];
}

function PerChannel({ feature, configurations }: PerChannelProps): ReactNode {
  const { t } = useTranslation('features');
  return (
    <section aria-labelledby="per-channel">
      <Title order={3} size="h5" mb="xs" id="per-channel">
        {t('perChannel')}
      </Title>
      {configurations.length === 0 ? (
        <Text className="quiet">{t('noChannels')}</Text>
      ) : (
        <Table.ScrollContainer minWidth={460} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
          <Table withTableBorder aria-label={t('perChannel')}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('database')}</Table.Th>
                <Table.Th>{t('actsOnIt')}</Table.Th>
                <Table.Th>{t('why')}</Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {configurations.map((configuration) => (
                <ChannelLine key={configuration.channelDatabaseId} feature={feature} configuration={configuration} />
              ))}
            </Table.Tbody>
          </Table>
        </Table.ScrollContainer>
      )}
    </section>
  );
}

interface ChannelLineProps {
  readonly feature: ListedFeature;
  readonly configuration: ConfigurationState;
}

function ChannelLine({ feature, configuration }: ChannelLineProps): ReactNode {
  const { t } = useTranslation('features');
  const language = useLanguage();
  const { name, actingSince, sentence } = configuration;
  const acts = actsOn(feature, configuration);
  const since = actingSince === null ? t('actsOnIt') : t('actsSince', { time: dateTimeText(actingSince, language) });
  return (
    <Table.Tr>
      <Table.Td>{name}</Table.Td>
      <Table.Td>{acts === true ? since : t(acts === null ? 'notServed' : 'notYet')}</Table.Td>
      <Table.Td>{acts === false ? sentence[language] : ''}</Table.Td>
    </Table.Tr>
  );
}

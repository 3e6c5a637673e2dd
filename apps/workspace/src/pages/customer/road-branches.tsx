import { Button, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { arrivedCount, type Road, type RoadBranch } from './road.ts';
import { SessionLink } from './session-link.tsx';
import { StateText, StopDot } from './stop-marks.tsx';
import { When } from './when.tsx';

/** Branches that are drawn before somebody asks for all: a retailer can have thousands of stores. */
const shownCountMax = 30;

/** The channel databases behind headquarters; what is held up comes first. */
export function RoadBranches({ road: { branches, areBranchesEarlier } }: { readonly road: Road }): ReactNode {
  const { t } = useTranslation('customer');
  const [showsAll, setShowsAll] = useState(false);
  const shown = showsAll ? branches : branches.slice(0, shownCountMax);
  return (
    <Stack gap="xs" mt="md">
      <Title order={3} size="h5">
        {t('trace.branches')}
      </Title>
      {areBranchesEarlier && <Text className="quiet">{t('trace.earlier')}</Text>}
      <Text role="status">{t('trace.arrived', arrivedCount(branches))}</Text>
      <ul className="plain-list">
        {shown.map((branch) => (
          <Branch key={branch.channel.channelDatabaseId} branch={branch} />
        ))}
      </ul>
      {shown.length < branches.length && (
        <Button variant="default" onClick={() => setShowsAll(true)}>
          {t('trace.showAll', { count: branches.length })}
        </Button>
      )}
    </Stack>
  );
}

function Branch({ branch: { channel, state } }: { readonly branch: RoadBranch }): ReactNode {
  const { t } = useTranslation('customer');
  const { name, text, downloadSessionId, registers } = channel;
  const tills = registers.map((till) =>
    till.supportOffline ? t('trace.tillOffline', { name: till.name }) : till.name,
  );
  return (
    <li className="road-branch" data-state={state}>
      <StopDot state={state} />
      <div className="grow">
        <Text fw={650}>{name}</Text>
        {state === 'passed' ? (
          <Text size="sm" className="quiet">
            {t('trace.arrivedHere')}
          </Text>
        ) : (
          <StateText state={state} />
        )}
        <Text>{text}</Text>
        <BranchTimes branch={{ channel, state }} />
        {state === 'passed' && tills.length > 0 && (
          <Text size="sm" className="quiet">
            {t('trace.tills')}: {tills.join(', ')}
          </Text>
        )}
        {state === 'heldUp' && downloadSessionId !== null && <SessionLink session={downloadSessionId} />}
      </div>
    </li>
  );
}

function BranchTimes({ branch: { channel, state } }: { readonly branch: RoadBranch }): ReactNode {
  const { t } = useTranslation('customer');
  const { publishedAt, appliedAt, lastContactAt } = channel;
  if (state === 'notForIt') return null;
  const times = [
    publishedAt !== null && ([t('trace.published', { at: '' }), publishedAt] as const),
    appliedAt !== null && ([t('trace.applied', { at: '' }), appliedAt] as const),
    state !== 'passed' && lastContactAt !== null && ([t('trace.lastContact', { at: '' }), lastContactAt] as const),
  ].filter((time) => time !== false);
  return (
    <Text size="sm" className="quiet">
      {times.map(([label, at], index) => (
        <span key={label}>
          {index > 0 && ' · '}
          {label}
          <When at={at} />
        </span>
      ))}
      {state !== 'passed' && lastContactAt === null && t('trace.neverSeen')}
    </Text>
  );
}

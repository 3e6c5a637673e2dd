import { Group, Paper, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerTrace } from '@counterfoil/contracts/administration/customer-trace';
import { Icon, type IconName } from '@counterfoil/ui/icons.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { readCustomerTrace } from '../../api/customer.ts';
import { useReading } from '../../api/use-reading.ts';
import { AnswerState } from '../../shell/page-states.tsx';
import { StatusLink } from './customer-head.tsx';
import { Part } from './part.tsx';
import { RoadBranches } from './road-branches.tsx';
import { roadOf, type Road, type RoadStop } from './road.ts';
import { StateText, StopDot } from './stop-marks.tsx';
import { When, whenText } from './when.tsx';

/** Where the customer is: drawn as a road, with the next step. */
export function TraceTab({ customerId }: { readonly customerId: string }): ReactNode {
  const language = useLanguage();
  const trace = useReading({
    topic: 'customers',
    alsoOn: ['synchronizationStatus', 'sessions', 'channels', 'jobs'],
    key: ['trace', customerId, language],
    read: (signal) => readCustomerTrace(customerId, signal),
  });
  return (
    <AnswerState reading={trace}>
      {(answer) => (
        <Stack gap="md">
          <NextStep trace={answer} />
          <RoadPart trace={answer} />
          <StepsPart trace={answer} />
        </Stack>
      )}
    </AnswerState>
  );
}

const nextTones = { job: 'warn', administrator: 'bad', scaleUnit: 'warn', nobody: 'good' } as const;

function NextStep({ trace: { next } }: { readonly trace: CustomerTrace }): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <Paper withBorder p="md" component="section" role="status">
      <Group gap="sm" mb={4}>
        <Title order={2} size="h4">
          {t('next')}
        </Title>
        <span className="state-mark" data-tone={nextTones[next.who]}>
          {t(`trace.who.${next.who}`)}
        </span>
      </Group>
      <Text>{next.text}</Text>
      {next.job !== null && <Link to="/batch-jobs">{t('trace.toJobs')}</Link>}
    </Paper>
  );
}

function RoadPart({ trace }: { readonly trace: CustomerTrace }): ReactNode {
  const { t } = useTranslation('customer');
  const language = useLanguage();
  const road = roadOf(trace);
  const { operation, branches } = road;
  if (!operation) return null;
  const at = whenText(operation.recordedAt ?? operation.receivedAt, language);
  return (
    <Part title={t('trace.road')}>
      <Text mb="md" className="quiet">
        {t('trace.drawn', { kind: t(`trace.kind.${operation.kind}`), at })}
      </Text>
      <ol className="road">
        {road.stops.map((stop) => (
          <Stop key={stop.kind} stop={stop} road={road} account={trace.customerAccountNumber} />
        ))}
      </ol>
      {branches.length > 0 ? (
        <RoadBranches road={road} />
      ) : (
        <Text className="quiet" mt="md">
          {t('trace.noChannels')}
        </Text>
      )}
    </Part>
  );
}

const stopIcons: Readonly<Record<RoadStop['kind'], IconName>> = {
  till: 'cash',
  channel: 'store',
  headquarters: 'database',
};

interface StopProps {
  readonly stop: RoadStop;
  readonly road: Road;
  readonly account: string | null;
}

function Stop({ stop, road: { operation }, account }: StopProps): ReactNode {
  const { t } = useTranslation('customer');
  const { kind, name, state, at } = stop;
  const isHeadquarters = kind === 'headquarters';
  return (
    <li className="road-stop" data-state={state} aria-current={state === 'here' ? 'step' : undefined}>
      <div className="road-line">
        <StopDot state={state} />
      </div>
      <Group gap={6} wrap="nowrap">
        <Icon name={stopIcons[kind]} sizePx={18} />
        <Text fw={650} style={{ overflowWrap: 'anywhere' }}>
          {name === '' ? t(`trace.${kind}`) : `${t(`trace.${kind}`)} ${name}`}
        </Text>
      </Group>
      <StateText state={state} />
      {at !== null && (
        <Text size="sm">
          <When at={at} />
        </Text>
      )}
      {isHeadquarters && account !== null && <Text fw={600}>{account}</Text>}
      {isHeadquarters && operation?.problem && <Text c="var(--bad)">{operation.problem}</Text>}
      {isHeadquarters && operation?.status === 'failed' && <StatusLink operationId={operation.operationId} />}
    </li>
  );
}

function StepsPart({ trace }: { readonly trace: CustomerTrace }): ReactNode {
  const { t } = useTranslation('customer');
  return (
    <Part title={t('trace.steps')}>
      <ol className="plain-list">
        {trace.operations.flatMap(({ operationId, steps }) =>
          steps.map(({ step, at, text }) => (
            <li key={`${operationId} ${step} ${at ?? ''}`}>
              <Group gap="md" py={4} align="baseline">
                <Text size="sm" className="quiet" w={210}>
                  {at === null ? t('trace.noTime') : <When at={at} />}
                </Text>
                <Text className="grow">{text}</Text>
              </Group>
            </li>
          )),
        )}
      </ol>
    </Part>
  );
}

import { Button, Group, NumberInput, Paper, Progress, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SimulatedStore } from '@counterfoil/contracts/administration/outage-simulator';
import { ErrorNotice } from '@counterfoil/ui/error-notice.tsx';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { useAction } from '@counterfoil/ui/use-action';
import { createSampleCustomers, switchLine } from '../../api/outage-simulator.ts';

interface StoreLineProps {
  readonly store: SimulatedStore;
  onChanged(): Promise<void>;
}

const countDefault = 20;
const countMax = 200;

/** One store: its line, what can be done to it, and where its customers are. */
export function StoreLine({ store, onChanged }: StoreLineProps): ReactNode {
  const { t } = useTranslation('simulator');
  const switching = useAction();
  const { channelDatabaseId, state } = store;
  const isCut = state === 'cut';
  const name = storeName(channelDatabaseId);
  const toggle = (): void => {
    void switching.run(async () => {
      await switchLine(channelDatabaseId, isCut ? 'restored' : 'cut');
      await onChanged();
    });
  };
  return (
    <Paper p="md" withBorder component="section" aria-label={name}>
      <Stack gap="sm">
        <Title order={2} size="h4">
          {name}
        </Title>
        <div className="road" data-state={state}>
          <Icon name="store" />
          <span className="road-line" aria-hidden="true" />
          <Text fw={600} role="status">
            {t(`line.${state}`)}
          </Text>
          <span className="road-line" aria-hidden="true" />
          <Icon name="database" />
          <span>{t('headquarters')}</span>
        </div>
        <Button
          color={isCut ? 'teal' : 'red'}
          variant={isCut ? 'filled' : 'outline'}
          loading={switching.isBusy}
          onClick={toggle}
          aria-label={t(isCut ? 'restoreOf' : 'cutOf', { store: name })}
        >
          {t(isCut ? 'restore' : 'cut')}
        </Button>
        <CreateHere channelDatabaseId={channelDatabaseId} name={name} onChanged={onChanged} />
        <Figures store={store} />
        <ErrorNotice error={switching.error} />
      </Stack>
    </Paper>
  );
}

function storeName(channelDatabaseId: string): string {
  return channelDatabaseId.charAt(0).toLocaleUpperCase() + channelDatabaseId.slice(1);
}

interface CreateHereProps {
  readonly channelDatabaseId: string;
  readonly name: string;
  onChanged(): Promise<void>;
}

function CreateHere({ channelDatabaseId, name, onChanged }: CreateHereProps): ReactNode {
  const { t } = useTranslation('simulator');
  const { isBusy, error, run } = useAction();
  const [count, setCount] = useState(countDefault);
  const create = (): void => {
    void run(async () => {
      await createSampleCustomers(channelDatabaseId, count);
      await onChanged();
    });
  };
  return (
    <>
      <Group gap="xs" align="flex-end" wrap="nowrap">
        <NumberInput
          w={96}
          min={1}
          max={countMax}
          allowDecimal={false}
          clampBehavior="strict"
          aria-label={t('countOf', { store: name })}
          value={count}
          onChange={(value) => setCount(typeof value === 'number' ? value : countDefault)}
        />
        <Button
          variant="default"
          className="grow"
          px="sm"
          loading={isBusy}
          onClick={create}
          aria-label={t('createOf', { store: name })}
        >
          {t('create')}
        </Button>
      </Group>
      <ErrorNotice error={error} />
    </>
  );
}

const places = [
  { key: 'waitingAtStore', color: 'orange.8' },
  { key: 'atHeadquarters', color: 'blue.8' },
  { key: 'numberedEverywhere', color: 'var(--good)' },
] as const;

function Figures({ store }: { readonly store: SimulatedStore }): ReactNode {
  const { t } = useTranslation('simulator');
  const { created } = store;
  if (created === 0) return <Text className="quiet">{t('noneCreated')}</Text>;
  return (
    <div>
      <Text fw={600}>{t('created', { count: created })}</Text>
      <Progress.Root size="lg" my={6} aria-hidden="true">
        {places.map(({ key, color }) => (
          <Progress.Section key={key} value={(store[key] / created) * 100} color={color} aria-label={t(key)} />
        ))}
      </Progress.Root>
      <ul className="plain-list">
        {places.map(({ key }) => (
          <li key={key} className="place" data-place={key}>
            <span>{t(key)}</span>
            <strong className="figures">{store[key]}</strong>
          </li>
        ))}
      </ul>
    </div>
  );
}

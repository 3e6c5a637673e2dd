import { Badge, Button, Group, Paper, Stack, Text, Title } from '@mantine/core';
import { type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ForeignCustomer } from '@counterfoil/contracts/real-time-service';
import type { FoundCustomer } from '@counterfoil/till/service/till-service';
import { touchTargetPx } from '@counterfoil/ui/theme';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { IconButton } from '@counterfoil/ui/icon-button.tsx';
import { useLanguage } from '@counterfoil/ui/language';
import { CustomerStateBadge } from './customer-state-badge.tsx';
import { cityOf, foundReasons } from './search-question.ts';

interface FoundListProps {
  readonly customers: readonly FoundCustomer[];
  readonly label: string;
  readonly onPick: (found: FoundCustomer) => void;
  /** Null: nothing is known here but what the hit shows. */
  readonly onDetails: ((found: FoundCustomer) => void) | null;
  readonly isDisabled?: boolean;
}

/** Customers found, best match first. Arrow keys move through them, Enter takes one. */
export function FoundList({ customers, label, onPick, onDetails, isDisabled = false }: FoundListProps): ReactNode {
  return (
    <Stack component="ul" gap="xs" m={0} p={0} aria-label={label} style={{ listStyle: 'none' }}>
      {customers.map((found) => (
        <Paper key={found.shown.customerId} component="li" withBorder p={4}>
          <Group wrap="nowrap" gap={4} align="center">
            <PickButton found={found} isDisabled={isDisabled} onPick={onPick} />
            {onDetails && <DetailsButton found={found} onDetails={onDetails} />}
          </Group>
        </Paper>
      ))}
    </Stack>
  );
}

function PickButton({
  found,
  isDisabled,
  onPick,
}: Pick<FoundListProps, 'onPick'> & { readonly found: FoundCustomer; readonly isDisabled: boolean }): ReactNode {
  const { customer, display } = found.shown;
  const reachedBy = [customer.phone, customer.email, cityOf(customer)].filter(Boolean).join(' · ');
  return (
    <Button
      data-hit=""
      variant="subtle"
      color="gray"
      h="auto"
      mih={touchTargetPx + 8}
      flex={1}
      miw={0}
      px="sm"
      py={6}
      justify="flex-start"
      disabled={isDisabled}
      onClick={() => onPick(found)}
      onKeyDown={moveAmongHits}
      styles={{ label: { whiteSpace: 'normal', textAlign: 'left', width: '100%' }, inner: { width: '100%' } }}
    >
      <Stack gap={2} w="100%" c="var(--mantine-color-text)">
        <Group gap="xs" justify="space-between">
          <Text fw={650} size="md" style={{ overflowWrap: 'anywhere' }}>
            {display.name}
          </Text>
          <CustomerStateBadge shown={found.shown} />
        </Group>
        <Text size="sm" style={{ overflowWrap: 'anywhere' }}>
          {[display.account, reachedBy].filter(Boolean).join(' · ')}
        </Text>
        <Reasons found={found} />
      </Stack>
    </Button>
  );
}

function DetailsButton({
  found,
  onDetails,
}: {
  readonly found: FoundCustomer;
  readonly onDetails: (found: FoundCustomer) => void;
}): ReactNode {
  const { t } = useTranslation('customers');
  return (
    <IconButton
      icon="chevronRight"
      label={t('search.details', { name: found.shown.display.name })}
      onClick={() => onDetails(found)}
    />
  );
}

/** Why somebody was found, with what a hit doesn't show otherwise: a second e-mail address, a card (WD-06). */
function Reasons({ found }: { readonly found: FoundCustomer }): ReactNode {
  const { t } = useTranslation('customers');
  const language = useLanguage();
  const reasons = foundReasons(found.shown.customer, found.matches).map(({ field, value }) =>
    value === null ? t(`reason.${field}`) : `${t(`reason.${field}`)} (${value})`,
  );
  if (reasons.length === 0) return null;
  const list = new Intl.ListFormat(language, { type: 'conjunction' }).format([...new Set(reasons)]);
  return (
    <Text size="sm" className="quiet" style={{ overflowWrap: 'anywhere' }}>
      {t('search.foundBy', { reasons: list })}
    </Text>
  );
}

/* Home and End stay with the text of the page; the arrows go from hit to hit, and from the first back to the box. */
function moveAmongHits(event: KeyboardEvent<HTMLElement>): void {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const hits = [...document.querySelectorAll<HTMLElement>('[data-hit]:not(:disabled)')];
  const next = hits.indexOf(event.currentTarget) + step;
  if (next < 0) document.querySelector<HTMLElement>('[data-search-box]')?.focus();
  else hits[next]?.focus();
}

/** Customers of other legal entities: that there are some, and no more (WD-07). */
export function ForeignList({ customers }: { readonly customers: readonly ForeignCustomer[] }): ReactNode {
  const { t } = useTranslation('customers');
  return (
    <Stack gap="xs">
      <Title order={2} size="h5">
        {t('search.otherCompanies')}
      </Title>
      <Text size="sm" className="quiet">
        {t('search.otherCompaniesHint')}
      </Text>
      <Stack component="ul" gap="xs" m={0} p={0} style={{ listStyle: 'none' }} aria-label={t('search.otherCompanies')}>
        {customers.map(({ legalEntity, name, customerAccountNumber }) => (
          <Paper key={`${legalEntity} ${name} ${customerAccountNumber ?? ''}`} component="li" withBorder p="sm">
            <Group gap="xs" justify="space-between">
              <Group gap="xs">
                <Icon name="store" />
                <Text fw={600}>{name}</Text>
                <Text className="quiet">{customerAccountNumber}</Text>
              </Group>
              <Badge variant="light" color="gray" tt="none">
                {t('search.legalEntity', { legalEntity })}
              </Badge>
            </Group>
          </Paper>
        ))}
      </Stack>
    </Stack>
  );
}

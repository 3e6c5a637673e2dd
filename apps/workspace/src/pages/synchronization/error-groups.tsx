import { Badge, Button, Group, Paper, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ErrorGroup } from '@counterfoil/contracts/administration/synchronization-status';
import { dateTimeText } from '@counterfoil/ui/formats';
import { useLanguage } from '@counterfoil/ui/language';
import { remedyOf } from './remedies.ts';

interface ErrorGroupsProps {
  readonly groups: readonly ErrorGroup[];
  /** The error that the list shows alone. */
  readonly chosen: string | undefined;
  onChoose(code: string | undefined): void;
}

/** What went wrong how often, with what to do, and a way to see only those records. */
export function ErrorGroups({ groups, chosen, onChoose }: ErrorGroupsProps): ReactNode {
  const { t } = useTranslation('synchronization');
  if (groups.length === 0) return null;
  return (
    <section aria-labelledby="error-groups">
      <Group justify="space-between" mb="xs">
        <Title order={2} size="h4" id="error-groups">
          {t('status.groups')}
        </Title>
        {chosen !== undefined && (
          <Button variant="default" size="xs" onClick={() => onChoose(undefined)}>
            {t('status.showAll')}
          </Button>
        )}
      </Group>
      <ul className="plain-list error-groups">
        {groups.map((group) => (
          <li key={group.code}>
            <Card group={group} isChosen={group.code === chosen} onChoose={onChoose} />
          </li>
        ))}
      </ul>
    </section>
  );
}

interface CardProps {
  readonly group: ErrorGroup;
  readonly isChosen: boolean;
  onChoose(code: string): void;
}

function Card({ group, isChosen, onChoose }: CardProps): ReactNode {
  const { t } = useTranslation('synchronization');
  const language = useLanguage();
  const { code, count, field, message, lastFailedAt } = group;
  const title = t('status.groupCount', {
    count,
    field: field || t('status.groupWhole'),
  });
  return (
    <Paper withBorder p="sm" radius="md" h="100%">
      <Group justify="space-between" wrap="nowrap" align="flex-start">
        <div className="grow">
          <Text fw={650}>{title}</Text>
          <Text size="sm">{message}</Text>
          <Text size="sm" className="quiet">
            {t(`status.${remedyOf(code)}`)}
            {lastFailedAt !== null && ` · ${t('status.groupLast', { time: dateTimeText(lastFailedAt, language) })}`}
          </Text>
        </div>
        {isChosen ? (
          <Badge variant="light" color="teal" className="chosen-error">
            {t('status.shown')}
          </Badge>
        ) : (
          <Button
            variant="light"
            size="xs"
            flex="none"
            onClick={() => onChoose(code)}
            aria-label={`${t('status.show')}: ${title}`}
          >
            {t('status.show')}
          </Button>
        )}
      </Group>
    </Paper>
  );
}

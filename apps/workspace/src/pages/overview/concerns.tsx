import { Badge, Button, Group, Stack, Text, Title } from '@mantine/core';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Concern } from '@counterfoil/contracts/administration/overview';
import { Icon } from '@counterfoil/ui/icons.tsx';
import { ConcernCard } from './concern-card.tsx';

interface ConcernsProps {
  readonly concerns: readonly Concern[];
}

/** Matters that are shown before more are asked for, so that the road stays in sight. */
const shownCount = 6;

/** What needs a person, gravest first. */
export function Concerns({ concerns }: ConcernsProps): ReactNode {
  const { t } = useTranslation('overview');
  const [isWhole, setIsWhole] = useState(false);
  const shown = isWhole ? concerns : concerns.slice(0, shownCount);
  const hiddenCount = concerns.length - shownCount;
  return (
    <section aria-labelledby="concerns">
      <Group gap="xs" mb="xs">
        <Title order={2} size="h4" id="concerns">
          {t('concerns')}
        </Title>
        {concerns.length > 0 && (
          <Badge variant="light" color="gray" className="plain-badge" role="status">
            {t('concernCount', { count: concerns.length })}
          </Badge>
        )}
      </Group>
      {concerns.length === 0 ? (
        <Group gap="xs" className="state-text" data-state="good" role="status">
          <Icon name="check" />
          <Text>{t('noConcern')}</Text>
        </Group>
      ) : (
        <Stack gap="xs" component="ul" className="plain-list">
          {shown.map((concern) => (
            <ConcernCard key={concern.name} concern={concern} />
          ))}
        </Stack>
      )}
      {hiddenCount > 0 && (
        <Button variant="subtle" mt="xs" onClick={() => setIsWhole(!isWhole)} aria-expanded={isWhole}>
          {isWhole ? t('fewerConcerns') : t('otherConcerns', { count: hiddenCount })}
        </Button>
      )}
    </section>
  );
}

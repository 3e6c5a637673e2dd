import { Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ListedFeature } from '@counterfoil/contracts/administration/features';
import { drawnFeatures, type DrawnFeature } from './feature-relations.ts';
import { FeatureState } from './feature-state.tsx';

const boxWidthPx = 300;
const boxHeightPx = 78;
const rowGapPx = 16;
const columnGapPx = 90;

/** Which features need which others: drawn, and in words. */
export function Relations({ features }: { readonly features: readonly ListedFeature[] }): ReactNode {
  const { t } = useTranslation('features');
  const drawn = drawnFeatures(features);
  if (drawn.length === 0) return null;
  return (
    <Stack gap="xs" component="section" aria-labelledby="relations-title">
      <Title order={2} size="h4" id="relations-title">
        {t('prerequisites')}
      </Title>
      <Text size="sm" className="quiet">
        {t('drawingHint')}
      </Text>
      <div className="relations" tabIndex={0} role="region" aria-label={t('drawing')}>
        <Drawing drawn={drawn} />
      </div>
      <RelationsInWords drawn={drawn} />
    </Stack>
  );
}

function leftOf({ column }: DrawnFeature): number {
  return column * (boxWidthPx + columnGapPx);
}

function topOf({ row }: DrawnFeature): number {
  return row * (boxHeightPx + rowGapPx);
}

function Drawing({ drawn }: { readonly drawn: readonly DrawnFeature[] }): ReactNode {
  const widthPx = Math.max(...drawn.map((one) => leftOf(one) + boxWidthPx));
  const heightPx = Math.max(...drawn.map((one) => topOf(one) + boxHeightPx));
  return (
    <svg width={widthPx} height={heightPx} viewBox={`0 0 ${widthPx} ${heightPx}`} aria-hidden="true">
      <path className="relations-lines" d={drawn.flatMap((one) => linesTo(one, drawn)).join(' ')} />
      {drawn.map((one) => (
        <foreignObject
          key={one.feature.featureId}
          x={leftOf(one)}
          y={topOf(one)}
          width={boxWidthPx}
          height={boxHeightPx}
        >
          <div className="relations-box" data-state={one.feature.state}>
            <span>{one.feature.name}</span>
            <FeatureState {...one.feature} />
          </div>
        </foreignObject>
      ))}
    </svg>
  );
}

/** A curve from the right edge of everything that a feature needs to its left edge. */
function linesTo(target: DrawnFeature, drawn: readonly DrawnFeature[]): string[] {
  const needed = new Set(target.feature.prerequisites.map(({ featureId }) => featureId));
  const [toX, toY] = [leftOf(target), topOf(target) + boxHeightPx / 2];
  return drawn
    .filter(({ feature }) => needed.has(feature.featureId))
    .map((source) => {
      const [fromX, fromY] = [leftOf(source) + boxWidthPx, topOf(source) + boxHeightPx / 2];
      const middleX = (fromX + toX) / 2;
      return `M${fromX} ${fromY} C${middleX} ${fromY} ${middleX} ${toY} ${toX} ${toY}`;
    });
}

function RelationsInWords({ drawn }: { readonly drawn: readonly DrawnFeature[] }): ReactNode {
  const { t } = useTranslation('features');
  const needing = drawn.filter(({ feature }) => feature.prerequisites.length > 0);
  return (
    <ul className="plain-list">
      {needing.map(({ feature }) => (
        <li key={feature.featureId}>
          <Text size="sm" component="div">
            <strong>{feature.name}</strong> {t('needs')}
            <ul>
              {feature.prerequisites.map(({ featureId, name, state }) => (
                <li key={featureId}>
                  {name} — <FeatureState state={state} scheduledFor={scheduledForOf(drawn, featureId)} />
                </li>
              ))}
            </ul>
          </Text>
        </li>
      ))}
    </ul>
  );
}

function scheduledForOf(drawn: readonly DrawnFeature[], featureId: string): string | null {
  return drawn.find(({ feature }) => feature.featureId === featureId)?.feature.scheduledFor ?? null;
}

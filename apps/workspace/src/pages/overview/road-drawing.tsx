import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { legSpots, nodeSpots, roadSize, type LegSpot, type NodeSpot } from './road-places.ts';
import type { LegLine, LegState } from './leg-lines.ts';

interface RoadDrawingProps {
  readonly lines: readonly LegLine[];
  readonly isVertical: boolean;
}

/** The road as a picture; its words stand in the table beside it for whoever can't see it. */
export function RoadDrawing({ lines, isVertical }: RoadDrawingProps): ReactNode {
  const { width, height } = roadSize(isVertical);
  return (
    <svg className="road" viewBox={`0 0 ${width} ${height}`} aria-hidden="true" focusable="false">
      {lines.map((line) => (
        <DrawnLeg key={line.leg} line={line} spot={legSpots(isVertical)[line.leg]} />
      ))}
      {nodeSpots(isVertical).map((spot) => (
        <DrawnNode key={`${spot.x} ${spot.y}`} spot={spot} />
      ))}
    </svg>
  );
}

const nodeShapes: Readonly<Record<NodeSpot['node'], string>> = {
  tills: 'M3 10h18v10H3zm2 0 2-6h10l2 6M10 15h4',
  channels:
    'M4 10v11h16V10M3 9l2-6h14l2 6c0 3-4.500 3-4.500 0 0 3-4.500 3-4.500 0 0 3-4.500 3-4.500 0C7.500 12 3 12 3 9M10 21v-6h4v6',
  headquarters: 'M4 6c0-4 16-4 16 0s-16 4-16 0v12c0 4 16 4 16 0V6M4 12c0 4 16 4 16 0',
};

function DrawnNode({ spot }: { readonly spot: NodeSpot }): ReactNode {
  const { t } = useTranslation('overview');
  const { x, y, node } = spot;
  return (
    <g className="road-node" transform={`translate(${x} ${y})`}>
      <rect x={-64} y={-38} width={128} height={76} rx={12} />
      <path transform="translate(-14 -30) scale(1.15)" d={nodeShapes[node]} />
      <text y={26}>{t(`node.${node}`)}</text>
    </g>
  );
}

const stateShapes: Readonly<Record<LegState, string>> = {
  good: 'm5 13 4 4L19 7',
  busy: 'M2 6h12v11H2zm12 4h4l4 4v3h-8z',
  late: 'M12 3a9 9 0 1 0 0 18 9 9 0 1 0 0-18m0 4v5l3.500 2',
  unknown: 'M9 9a3 3 0 1 1 4 3c-1 .600-1 1-1 2M12 18h.01',
};

function DrawnLeg({ line, spot }: { readonly line: LegLine; readonly spot: LegSpot }): ReactNode {
  const { t } = useTranslation('overview');
  const { path, head, x, y, anchor } = spot;
  return (
    <g className="road-leg" data-state={line.state}>
      <path className="road-line" d={path} />
      <path className="road-head" d={head} />
      <g transform={`translate(${x} ${y})`} textAnchor={anchor}>
        <path className="road-mark" transform={markAt(anchor)} d={stateShapes[line.state]} />
        <text className="road-name">{t(`leg.${line.leg}`)}</text>
        <text className="road-waiting" y={19}>
          {line.waiting}
        </text>
        <text className="road-age" y={37}>
          {line.age ?? ''}
        </text>
      </g>
    </g>
  );
}

function markAt(anchor: LegSpot['anchor']): string {
  return anchor === 'middle' ? 'translate(-11 -42) scale(0.95)' : 'translate(-30 -10) scale(0.95)';
}

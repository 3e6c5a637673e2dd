import type { Fix } from '@counterfoil/contracts/administration/fix';
import type { FigureHours, Overview, OverviewFigures } from '@counterfoil/contracts/administration/overview';
import { change, read } from './call.ts';

/** Whether everything has arrived, and what needs a person. */
export const readOverview = (signal: AbortSignal): Promise<Overview> => read<Overview>('/overview', signal);

/** How many customers became accounts during the last hours, and how long it took. */
export const readFigures = (hours: FigureHours, signal: AbortSignal): Promise<OverviewFigures> =>
  read<OverviewFigures>(`/overview/figures?hours=${hours}`, signal);

/** Makes the call that mends something. */
export const mend = ({ method, path, body }: Fix): Promise<unknown> => change(method, path, body);

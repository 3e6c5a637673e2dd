import type { ConvertEverything } from '@counterfoil/contracts/administration/convert-everything';
import { change, read } from './call.ts';

/** How far *Convert everything now* is. */
export const readConvertEverything = (signal?: AbortSignal): Promise<ConvertEverything> =>
  read('/convert-everything', signal);

/** Begins it, or answers the run that is under way. */
export const convertEverything = (): Promise<ConvertEverything> => change('POST', '/convert-everything');

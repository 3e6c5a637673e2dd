import type { SwitchPreviewAnswer, WantedModes } from '@counterfoil/contracts/administration/switch-preview';
import { ask, change, part } from './call.ts';

const pathOf = (functionalityProfileId: string): string => `/functionality-profiles/${part(functionalityProfileId)}`;

/** What a switch of the modes of a functionality profile will change, and for whom. */
export const readSwitchPreview = (
  functionalityProfileId: string,
  wanted: WantedModes,
  signal: AbortSignal,
): Promise<SwitchPreviewAnswer> => ask(`${pathOf(functionalityProfileId)}/switch-preview`, wanted, signal);

/** Switches the modes. */
export const switchModes = (functionalityProfileId: string, wanted: WantedModes): Promise<unknown> =>
  change('PUT', pathOf(functionalityProfileId), wanted);

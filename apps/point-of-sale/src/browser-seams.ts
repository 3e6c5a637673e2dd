import { webSeams } from '@counterfoil/platform/web-seams';

/** Time and identifiers for the screens. */
export const { clock, ids } = webSeams();

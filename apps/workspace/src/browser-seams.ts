import { webSeams } from '@counterfoil/platform/web-seams';

/** Time and identifiers for the pages. */
export const { clock, ids } = webSeams();

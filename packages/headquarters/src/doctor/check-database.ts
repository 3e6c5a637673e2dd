import { megabytes } from './figures.ts';
import { broken, fine, type Finding } from './finding.ts';

/** The database server of headquarters. */
export interface DatabaseFacts {
  /** For example `18.1`. */
  readonly version: string;
  /** For example 180001. */
  readonly versionNumber: number;
  readonly byteCount: number;
}

/** The oldest PostgreSQL on which the product is tested. */
const versionNumberMin = 150_000;

/** Version and size of headquarters' database; free space is seen only on its own machine. */
export function checkDatabase({ version, versionNumber, byteCount }: DatabaseFacts): Finding[] {
  const size = megabytes(byteCount);
  const message = {
    en: `The database of headquarters is on PostgreSQL ${version} and holds ${size.en}.`,
    fr: `La base du siège est sur PostgreSQL ${version} et occupe ${size.fr}.`,
  };
  if (versionNumber >= versionNumberMin) return [fine('database', message)];
  const remedy = { en: 'Move to PostgreSQL 15 or newer.', fr: 'Passez à PostgreSQL 15 ou plus récent.' };
  return [broken('database', message, remedy)];
}

import type { Percentiles } from '../percentiles.ts';
import type { CrowdFigures, Ratio, RushFigures } from './rush-figures.ts';

const spread = ({ p50Ms, p99Ms }: Percentiles): string => `p50 ${p50Ms} ms, p99 ${p99Ms} ms`;
const times = ({ p50, p99 }: Ratio): string => `${p50} times at p50, ${p99} at p99`;
const crowd = ({ shoppers, served, lost, doubled }: CrowdFigures): string =>
  `${shoppers} shoppers: ${served} served, ${lost} lost, ${doubled} doubled`;

const travelled = (ways: Readonly<Record<string, number>>): string =>
  Object.entries(ways)
    .map(([way, count]) => `${count} ${way}`)
    .join(', ');

/** The figures for a person. */
export function rushReport(figures: RushFigures): string {
  const { drain, asyncWhileHeadquarters: phase, addressSave, limits, ratios, ways, load, peakRssMb } = figures;
  return [
    `Signing up at the web shop, ${figures.shoppersAtOnce} shoppers at a time; a third each while headquarters is slow ` +
      `(${figures.slowLineMs} ms each way), down (killed), and comes back`,
    `  ${crowd(figures)}; creations: ${travelled(ways.async)}`,
    `  coming back from the identity provider, customer created: ${spread(figures.async)}`,
    `    slow ${spread(phase.slow)}; down ${spread(phase.down)}; coming back ${spread(phase.comingBack)}`,
    `  saving an address: ${spread(addressSave.async)}`,
    `  limits at the same time: one durable row ${spread(limits.insert.async)}; an empty page ${spread(limits.emptyPage.async)}`,
    `  the sign-up takes as long as a durable row ${times(ratios.asyncToInsert)}; as an empty page ${times(ratios.asyncToEmptyPage)}`,
    `  the ${drain.waitingAtReturn} customers that waited when headquarters came back had their number after ` +
      `${drain.backlogSeconds} s; nobody waited longer than ${drain.longestWaitSeconds} s; all had theirs after ` +
      `${figures.drainSeconds} s, shoppers coming for ${drain.shoppersCameForSeconds} s of it`,
    'The same with synchronous creation, headquarters at its best',
    `  ${crowd(figures.syncCrowd)}; creations: ${travelled(ways.sync)}`,
    `  customer created: ${spread(figures.sync)}; ${times(ratios.syncToAsync)} of asynchronous creation`,
    `  saving an address: ${spread(addressSave.sync)}`,
    'The same while headquarters is slow',
    `  ${crowd(figures.syncSlowCrowd)}; creations: ${travelled(ways.syncSlow)}`,
    `  customer created: ${spread(figures.syncSlow)}; saving an address: ${spread(addressSave.syncSlow)}`,
    `Load of the machine: ${load.begin} at the beginning, ${load.end} at the end; peak memory: ` +
      Object.entries(peakRssMb)
        .map(([name, peak]) => `${name} ${peak} MiB`)
        .join(', '),
    ...figures.problems.map((problem) => `  ! ${problem}`),
  ].join('\n');
}

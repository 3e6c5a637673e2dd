import { enumerated } from './figures.ts';
import { fine, type Finding } from './finding.ts';

/** What keeps customers out of offline databases. */
export interface OfflineExclusionFacts {
  /** Groups of channel databases whose schema filters shared customer data tables. */
  readonly filteringGroups: readonly string[];
  readonly excludedJobs: readonly string[];
  readonly excludedSubjobs: readonly string[];
}

/** Settings that limit what tills can do offline; they are wanted, and somebody should know of them (SD-25, LK-23). */
export function checkOfflineCreation(facts: OfflineExclusionFacts): Finding[] {
  const { filteringGroups, excludedJobs, excludedSubjobs } = facts;
  const findings: Finding[] = [];
  if (filteringGroups.length > 0) {
    const groups = enumerated(filteringGroups);
    const message = {
      en: `Tills of these groups hold no customers and create none offline, by "Filter shared customer data tables": ${groups}.`,
      fr: `Les caisses de ces groupes ne gardent aucun client et n'en créent pas hors connexion, par « Filtrer les tables de données client partagées » : ${groups}.`,
    };
    const remedy = {
      en: 'If that is not wanted, switch the filter off in the channel schema: counterfoil setting list channel-schemas',
      fr: "Si ce n'est pas voulu, désactivez le filtre dans le schéma de canal : counterfoil setting list channel-schemas",
    };
    findings.push(fine('offline-creation/filter', message, remedy));
  }
  const excluded = [...excludedJobs, ...excludedSubjobs];
  if (excluded.length > 0) {
    const names = enumerated(excluded);
    const message = {
      en: `Excluded from offline databases: ${names}. Tills do without them offline.`,
      fr: `Exclus des bases hors connexion : ${names}. Les caisses s'en passent hors connexion.`,
    };
    const remedy = {
      en: 'If that is not wanted: counterfoil setting list scheduler-jobs, and scheduler-subjobs',
      fr: "Si ce n'est pas voulu : counterfoil setting list scheduler-jobs, et scheduler-subjobs",
    };
    findings.push(fine('offline-creation/exclusions', message, remedy));
  }
  if (findings.length > 0) return findings;
  return [
    fine('offline-creation', {
      en: 'No setting keeps tills with an offline database from creating customers offline.',
      fr: 'Aucun paramètre n’empêche les caisses à base hors connexion de créer des clients hors connexion.',
    }),
  ];
}

import type { DevelopmentPerson } from './development-client.ts';

/** Claims of a member of the staff, as a headquarters reads them unless it is configured otherwise. */
function staff(roles: readonly string[], channels: readonly string[] = []): Readonly<Record<string, unknown>> {
  return { roles, channels };
}

/** The people of the demonstration who sign in at headquarters, one for each thing that people do there. */
export const demonstrationStaff: readonly DevelopmentPerson[] = [
  {
    subject: 'olivia.bennett',
    name: 'Olivia Bennett',
    task: { en: 'Administrator', fr: 'Administratrice' },
    claims: staff(['administrator']),
  },
  {
    subject: 'etienne.marchand',
    name: 'Étienne Marchand',
    task: { en: 'Commerce manager', fr: 'Responsable Commerce' },
    claims: staff(['commerceManager']),
  },
  {
    subject: 'chloe.laurent',
    name: 'Chloé Laurent',
    task: { en: 'Data steward', fr: 'Gestionnaire de données' },
    claims: staff(['dataSteward']),
  },
  {
    subject: 'henry.walsh',
    name: 'Henry Walsh',
    task: { en: 'Auditor, reads only', fr: 'Auditeur, lecture seule' },
    claims: staff(['auditor']),
  },
  {
    subject: 'grace.miller',
    name: 'Grace Miller',
    task: { en: 'Store manager of Houston', fr: 'Responsable du magasin de Houston' },
    claims: staff(['storeManager'], ['HOUSTON']),
  },
  {
    subject: 'antoine.lefevre',
    name: 'Antoine Lefèvre',
    task: { en: 'Store manager of Paris', fr: 'Responsable du magasin de Paris' },
    claims: staff(['storeManager'], ['PARIS']),
  },
];

import { figure } from './figures.ts';
import { resumeSubscription, sendParkedMail } from './fixes.ts';
import { attention, fine, type Finding } from './finding.ts';

/** E-mails to customers and events to other systems. */
export interface OutsideFacts {
  readonly pendingMailCount: number;
  /** E-mails that have used up their tries. */
  readonly parkedMailCount: number;
  /** Active subscriptions, and those of all whose deliveries rest until somebody resumes them. */
  readonly subscriptions: readonly string[];
  readonly suspendedSubscriptions: readonly string[];
}

/** E-mails that could not be sent, and other systems that could not be told (WD-22). */
export function checkOutside(facts: OutsideFacts): Finding[] {
  const { pendingMailCount, parkedMailCount, suspendedSubscriptions } = facts;
  const findings: Finding[] = [];
  if (parkedMailCount > 0) {
    const count = figure(parkedMailCount);
    const message = {
      en: `${count.en} e-mails to customers could not be sent and are parked.`,
      fr: `${count.fr} e-mails à des clients n'ont pas pu être envoyés et sont mis de côté.`,
    };
    const remedy = {
      en: 'See why: GET /notifications; correct the addresses or the mail server, then: POST /notifications/retry',
      fr: 'Voyez pourquoi : GET /notifications ; corrigez les adresses ou le serveur de messagerie, puis : POST /notifications/retry',
    };
    findings.push(attention('notifications', message, remedy, sendParkedMail));
  }
  findings.push(...suspendedSubscriptions.map(suspendedFinding));
  if (findings.length > 0) return findings;
  const pending = figure(pendingMailCount);
  return [
    fine('notifications', {
      en: `No e-mail is parked (${pending.en} to be sent), and no event subscription is suspended.`,
      fr: `Aucun e-mail n'est mis de côté (${pending.fr} à envoyer), et aucun abonnement aux événements n'est suspendu.`,
    }),
  ];
}

function suspendedFinding(subscription: string): Finding {
  return attention(
    `event-subscription/${subscription}`,
    {
      en: `Events for ${subscription} are suspended: it did not take them. They are kept.`,
      fr: `Les événements pour ${subscription} sont suspendus : il ne les a pas acceptés. Ils sont conservés.`,
    },
    {
      en: `Mend the receiving system, then: POST /event-subscriptions/${subscription}/resume; it goes on where it stopped.`,
      fr: `Réparez le système destinataire, puis : POST /event-subscriptions/${subscription}/resume ; la livraison continue là où elle s'était arrêtée.`,
    },
    resumeSubscription(subscription),
  );
}

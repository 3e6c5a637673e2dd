import type { BatchJob } from '@counterfoil/batch/batch-job';
import { deliverEvents, type EventDeliveryOptions } from './deliver-events.ts';
import type { Headquarters } from '../headquarters.ts';
import type { MailServer } from '../notifications/mail-server.ts';
import { sendNotifications } from '../notifications/send-notifications.ts';

/** What jobs need of the world outside. */
export interface OutsideWorld {
  /** Null where none is configured: e-mails wait. */
  readonly mailServer: MailServer | null;
  readonly events: EventDeliveryOptions;
}

/** Names of the jobs that tell the world outside. */
export const eventJobNames = ['send-notifications', 'deliver-events'] as const;

/** The jobs that write to customers and tell other systems (WD-22). */
export function eventJobs(headquarters: Headquarters, { mailServer, events }: OutsideWorld): readonly BatchJob[] {
  return [
    {
      name: 'send-notifications',
      title: { en: 'Send e-mail notifications', fr: 'Envoyer les notifications par e-mail' },
      aliases: ['Send notifications', 'Customer created e-mails', 'Envoyer les notifications'],
      run: async ({ signal }) => ({ ...(await sendNotifications(headquarters, mailServer, signal)) }),
    },
    {
      name: 'deliver-events',
      title: { en: 'Deliver events', fr: 'Livrer les événements' },
      aliases: ['Event subscriptions', 'Webhooks', 'Abonnements aux événements'],
      run: async ({ signal }) => ({ ...(await deliverEvents(headquarters, events, signal)) }),
    },
  ];
}

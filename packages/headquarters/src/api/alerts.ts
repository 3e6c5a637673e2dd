import { alertSchema, alertsAnswerSchema, type Alert } from '@counterfoil/contracts/administration/alerts';
import type { Language } from '@counterfoil/contracts/error-register';
import { refuse } from '@counterfoil/contracts/refusal';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { acknowledgeAlert, listAlerts, unacknowledgedAlertCount, type KeptAlert } from '../alerts/alert-list.ts';
import { nextCursor, pageShape, readers, setupWriters, type HeadquartersApi } from './headquarters-api.ts';

const exampleAlert: Alert = {
  alertId: '7',
  alertRuleId: 'JOB-FAILED',
  condition: 'jobFailed',
  subject: 'P-0001',
  message: 'The last run of the job P-job (Channel transactions) (P-0001) failed (internal_error).',
  remedy: 'See its history: counterfoil job history P-0001',
  raisedAt: '2026-03-01T10:00:00.000Z',
  lastSeenAt: '2026-03-01T10:05:00.000Z',
  clearedAt: null,
  raiseCount: 1,
  acknowledgedAt: null,
  acknowledgedBy: null,
  mailState: 'none',
};

function shown(alert: KeptAlert, language: Language): Alert {
  return { ...alert, message: alert.message[language], remedy: alert.remedy[language] };
}

/** `GET /alerts` */
export const getAlerts = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listAlerts',
      method: 'GET',
      path: '/alerts',
      summary: 'Alerts',
      description: 'What the alert rules have found, newest first: those that are so, those that have gone, or both.',
      request: { query: z.strictObject({ state: z.enum(['open', 'cleared']).optional(), ...pageShape }) },
      response: { 200: alertsAnswerSchema },
      errors: [],
      examples: { response: { alerts: [exampleAlert], unacknowledgedCount: 1, nextCursor: null } },
    }),
    async ({ query: { state, cursor, limit }, language }) => {
      const { database } = headquarters;
      const wanted = state === undefined ? {} : { isOpen: state === 'open' };
      const alerts = await listAlerts(database, { ...wanted, before: cursor, countMax: limit });
      const body = {
        alerts: alerts.map((alert) => shown(alert, language)),
        unacknowledgedCount: await unacknowledgedAlertCount(database),
        nextCursor: nextCursor(alerts, limit, ({ alertId }) => alertId),
      };
      return { status: 200, body };
    },
  );

/** `POST /alerts/{alertId}/acknowledge` */
export const postAlertAcknowledgement = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'acknowledgeAlert',
      method: 'POST',
      path: '/alerts/:alertId/acknowledge',
      summary: 'Acknowledge an alert',
      description: 'Somebody looks after it: it is no longer counted. It stays until it has gone.',
      request: { params: z.strictObject({ alertId: alertSchema.shape.alertId }) },
      response: { 204: 'empty' },
      errors: ['alert_unknown'],
      examples: { response: undefined },
    }),
    async ({ params, caller }) => {
      const { database, seams } = headquarters;
      const by = caller.name ?? caller.subject;
      if (!(await acknowledgeAlert(database, params.alertId, { by, now: seams.clock.now() })))
        throw refuse('alert_unknown');
      return { status: 204 };
    },
  );

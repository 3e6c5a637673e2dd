import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { isErrorCode, messageOf, type Language } from '@counterfoil/contracts/error-register';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import {
  listNotifications,
  notificationStates,
  retryNotifications,
  type ListedNotification,
} from '../notifications/notifications.ts';
import {
  readers,
  setupWriters,
  counterSchema,
  nextCursor,
  nextCursorSchema,
  pageShape,
  type HeadquartersApi,
} from './headquarters-api.ts';

const notificationSchema = z.strictObject({
  notificationId: counterSchema,
  notificationType: z.string(),
  /** Null when the customer is no more. */
  customerAccountNumber: z.string().nullable(),
  /** Empty for headquarters itself. */
  channelId: z.string(),
  emailNotificationProfileId: z.string(),
  state: z.enum(notificationStates),
  tryCount: z.number().int(),
  nextTryAt: z.string(),
  lastError: z.strictObject({ code: z.string(), message: z.string() }).nullable(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
});

const exampleNotification: z.output<typeof notificationSchema> = {
  notificationId: '17',
  notificationType: 'customerCreated',
  customerAccountNumber: 'C-000000001',
  channelId: 'HOUSTON',
  emailNotificationProfileId: 'WELCOME',
  state: 'parked',
  tryCount: 1,
  nextTryAt: '2026-03-01T10:01:00.000Z',
  lastError: { code: 'email_refused', message: 'The mail server refused the e-mail (550).' },
  createdAt: '2026-03-01T10:00:00.000Z',
  endedAt: '2026-03-01T10:00:02.000Z',
};

function shown(notification: ListedNotification, language: Language): z.output<typeof notificationSchema> {
  const { lastError } = notification;
  if (!lastError) return { ...notification, lastError: null };
  const { code, parameters } = lastError;
  return {
    ...notification,
    lastError: { code, message: isErrorCode(code) ? messageOf(code, language, parameters) : code },
  };
}

/** `GET /notifications` */
export const listCustomerNotifications = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...readers,
      name: 'listCustomerNotifications',
      method: 'GET',
      path: '/notifications',
      summary: 'E-mails to customers',
      description: 'Newest first: pending, sent, parked with the reason, or dropped since nobody is left to write to.',
      request: { query: z.strictObject({ state: z.enum(notificationStates).optional(), ...pageShape }) },
      response: {
        200: z.strictObject({ notifications: z.array(notificationSchema), nextCursor: nextCursorSchema }),
      },
      errors: [],
      examples: { response: { notifications: [exampleNotification], nextCursor: null } },
    }),
    async ({ query, language }) => {
      const { state, cursor: before, limit: countMax } = query;
      const notifications = await listNotifications(headquarters.database, { state, before, countMax });
      const next = nextCursor(notifications, countMax, ({ notificationId }) => notificationId);
      const lines = notifications.map((notification) => shown(notification, language));
      return { status: 200, body: { notifications: lines, nextCursor: next } };
    },
  );

const countSchema = z.strictObject({ count: z.number().int() });

/** `POST /notifications/{notificationId}/retry` */
export const retryNotification = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'retryNotification',
      method: 'POST',
      path: '/notifications/:notificationId/retry',
      summary: 'Try a parked e-mail again',
      description: 'To the address that the customer has now, by the next run of the job send-notifications.',
      request: { params: z.strictObject({ notificationId: counterSchema }) },
      response: { 200: countSchema },
      errors: ['notification_unknown'],
      examples: { response: { count: 1 } },
    }),
    async ({ params }) => {
      const { database, seams } = headquarters;
      const count = await retryNotifications(database, params.notificationId, seams.clock.now());
      return { status: 200, body: { count } };
    },
  );

/** `POST /notifications/retry` */
export const retryAllNotifications = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...setupWriters,
      name: 'retryAllNotifications',
      method: 'POST',
      path: '/notifications/retry',
      summary: 'Try all parked e-mails again',
      description: 'Answers how many there are.',
      request: {},
      response: { 200: countSchema },
      errors: [],
      examples: { response: { count: 3 } },
    }),
    async () => {
      const { database, seams } = headquarters;
      return { status: 200, body: { count: await retryNotifications(database, null, seams.clock.now()) } };
    },
  );

import { z } from 'zod';
import { channelConfigurationSchema } from './channel-configuration.ts';
import { customerSchema, uuidSchema } from './customer.ts';
import { epochSchema, feedPositionSchema, operationOutcomeSchema } from './exchange.ts';
import { transactionIdSchema, transactionOutcomeSchema } from './retail-transaction.ts';

/** Most entries of a till's outbox in one exchange. */
export const offlineEntryCountMax = 200;

/** Most operations about whose fate a till asks in one exchange. */
export const awaitedOperationCountMax = 500;

/** Most sales and orders of a till in one exchange. */
export const offlineTransactionCountMax = 100;

/** Before the first customer of a full load: no customer has this identifier. */
export const beforeFirstCustomerId = '00000000-0000-0000-0000-000000000000';

/**
 * Where a till stands in the changes of the channel database. While it loads everything, `load.after` is the last
 * customer it has, and `position` the place at which the load began: what changed meanwhile follows from there.
 */
export const offlineCursorSchema = z.strictObject({
  position: feedPositionSchema,
  load: z
    .strictObject({
      after: uuidSchema,
      /** *Full data sync*: what is excluded is emptied, not kept. */
      isFullSynchronization: z.boolean(),
    })
    .nullable(),
});

/** An entry of a till's outbox. The operation is read by itself: a bad one holds up nothing but its own customer (R13). */
export const offlineEntrySchema = z.strictObject({
  /** 1, 2, 3 … within the device epoch. */
  deviceSequence: z.int().positive(),
  operation: z.record(z.string(), z.unknown()).describe('A customer operation as the till recorded it.'),
});

/** How the till is doing, for the *Register offline status*. */
export const offlineStatusReportSchema = z.strictObject({
  mode: z.enum(['online', 'offline', 'manualOffline']),
  /** Operations that the scale unit hasn't acknowledged, those of this exchange included. */
  undelivered: z.int().nonnegative(),
  /** When the oldest of them was recorded, ISO 8601; display only. */
  oldestRecordedAt: z.iso.datetime().nullable(),
  /** Customer rows in the offline database. */
  customers: z.int().nonnegative(),
  /** Operations of which the offline database still holds the content. */
  heldOperations: z.int().nonnegative(),
});

/** `POST /offline-databases/{registerId}/exchange`: entries up, and where the till stands. */
export const offlineExchangeRequestSchema = z.strictObject({
  protocolVersion: z.int().positive(),
  /** The incarnation of the offline database; a new one begins with sequence 1. */
  deviceEpoch: epochSchema,
  /** The incarnation of the channel database that the till knows; null before the first contact. */
  channelEpoch: epochSchema.nullable(),
  /** The last sequence of this device epoch that the till knows to be acknowledged. */
  acknowledgedSequence: z.int().nonnegative(),
  entries: z.array(offlineEntrySchema).max(offlineEntryCountMax),
  /** Delivered operations whose fate the till doesn't know. */
  awaiting: z.array(uuidSchema).max(awaitedOperationCountMax),
  /** Sales and orders, each a `RetailTransaction` read by itself; sent again until there is a receipt for it. */
  transactions: z.array(z.record(z.string(), z.unknown())).max(offlineTransactionCountMax).default([]),
  /** Recorded customer orders whose fate the till doesn't know. */
  awaitedTransactions: z.array(transactionIdSchema).max(awaitedOperationCountMax).default([]),
  /** Null: from the beginning. */
  cursor: offlineCursorSchema.nullable(),
  configurationVersion: z.int().nonnegative(),
  /** The last *Full data sync* that this till began. */
  fullSynchronization: z.int().nonnegative(),
  status: offlineStatusReportSchema,
});

/**
 * What of the customers goes to an offline database: everything; nothing, though what is there stays until a full
 * synchronization (`excluded`, LK-23); nothing and what is there is removed (`filtered`, SD-25); nothing for now
 * (`paused`, LK-29).
 */
export const customerDataModes = ['sent', 'excluded', 'filtered', 'paused'] as const;

/** The parts of a customer that a subjob of its own carries. */
export const excludableParts = [
  'addresses',
  'contacts',
  'affiliations',
  'addressBooks',
  'attributes',
  'loyaltyCards',
  'externalIdentities',
] as const;

/** The answer of an exchange. Everything in it is applied in one transaction, or not at all. */
export const offlineExchangeResponseSchema = z.strictObject({
  protocolVersion: z.int().positive(),
  channelEpoch: epochSchema,
  /** All entries of the device epoch up to this one are committed in the channel database. */
  acknowledgedSequence: z.int().nonnegative(),
  /** Of the entries sent: those that can't go any further, with the reason. Their content is kept at the scale unit. */
  rejected: z.array(z.strictObject({ deviceSequence: z.int().positive(), code: z.string(), field: z.string() })),
  /** For each transaction sent: it is in the channel database, or why it can't be; its content is kept in either case. */
  transactionReceipts: z
    .array(
      z.strictObject({
        transactionId: z.string().max(200),
        result: z.enum(['recorded', 'rejected']),
        code: z.string().nullable(),
        field: z.string().nullable(),
      }),
    )
    .default([]),
  transactionOutcomes: z.array(transactionOutcomeSchema).default([]),
  customerData: z.enum(customerDataModes),
  /** Parts that an excluded subjob would carry: absent from `customers`; what the till has of them stays. */
  excludedParts: z.array(z.enum(excludableParts)),
  /** Fates of the awaited operations that have one. */
  outcomes: z.array(operationOutcomeSchema.omit({ node: true })),
  /** The cursor of the request: the answer leads on from there. */
  from: offlineCursorSchema.nullable(),
  /** Whole (R4), as the channel shows them. */
  customers: z.array(customerSchema),
  /** No longer in the channel database. */
  removedCustomerIds: z.array(uuidSchema),
  /** While loading: `customers` has all customers with identifiers above `after` up to `through`; null: to the end. */
  loaded: z
    .strictObject({ after: uuidSchema, through: uuidSchema.nullable(), isFullSynchronization: z.boolean() })
    .nullable(),
  /** Where the till stands once it has applied this; null: it has to begin again. */
  nextCursor: offlineCursorSchema.nullable(),
  more: z.boolean(),
  /** The settings, when the till's are not those of the scale unit. */
  configuration: channelConfigurationSchema.nullable(),
  /** The last *Full data sync* asked for. */
  fullSynchronization: z.int().nonnegative(),
});

/** `GET /offline-databases/{registerId}/wake-ups`: an event whenever an exchange would bring something. */
export const offlineWakeUpSchema = z.strictObject({ kind: z.enum(['changes', 'configuration']) });

/**
 * `GET /offline-databases/{registerId}/snapshot`: a SQLite database with the customers and their search keys as of
 * `cursor`, for a till that has none. The header `offline-snapshot` has this as base64url JSON.
 */
export const offlineSnapshotSchema = z.strictObject({
  channelEpoch: epochSchema,
  cursor: offlineCursorSchema,
  customers: z.int().nonnegative(),
  /** Bytes of the file, before any content coding. */
  byteCount: z.int().positive(),
  /** Lower-case hexadecimal SHA-256 over the SHA-256 digests of its blocks of 1 MiB, the last of which may be shorter. */
  sha256: z.string().regex(/^[0-9a-f]{64}$/u),
  /** Of the schema in which the file is written; a till that has another one loads page by page. */
  schemaVersion: z.int().positive(),
  searchKeyVersion: z.int().positive(),
});
export const offlineSnapshotHeader = 'offline-snapshot';

export type OfflineWakeUp = z.infer<typeof offlineWakeUpSchema>;
export type OfflineSnapshot = z.infer<typeof offlineSnapshotSchema>;
export type OfflineCursor = z.infer<typeof offlineCursorSchema>;
export type OfflineEntry = z.infer<typeof offlineEntrySchema>;
export type OfflineStatusReport = z.infer<typeof offlineStatusReportSchema>;
export type OfflineExchangeRequest = z.infer<typeof offlineExchangeRequestSchema>;
export type OfflineExchangeResponse = z.infer<typeof offlineExchangeResponseSchema>;
export type CustomerDataMode = (typeof customerDataModes)[number];
export type ExcludablePart = (typeof excludableParts)[number];

/** The parts of the settings that a till can be without. */
export type ExcludableSetting =
  | 'customerGroups'
  | 'workers'
  | 'loyaltyPrograms'
  | 'affiliations'
  | 'addressBooks'
  | 'customerAttributes'
  | 'personalTitles';

/** What a scheduler subjob, named like the table of the reference product, carries to an offline database. */
export interface OfflineSubjob {
  /** The whole customer: without this table there is none. */
  readonly customers?: true;
  readonly part?: ExcludablePart;
  readonly settings?: readonly ExcludableSetting[];
}

/**
 * The subjobs that can be excluded from offline databases (LK-23). A table that several jobs contain is excluded for
 * all of them: `DIRPARTYTABLE` has the names of customers and of staff.
 */
export const offlineSubjobs: Readonly<Record<string, OfflineSubjob>> = {
  CUSTTABLE: { customers: true },
  DIRPARTYTABLE: { customers: true, settings: ['workers'] },
  LOGISTICSPOSTALADDRESS: { part: 'addresses' },
  LOGISTICSELECTRONICADDRESS: { part: 'contacts' },
  RETAILCUSTAFFILIATION: { part: 'affiliations' },
  DIRADDRESSBOOKPARTY: { part: 'addressBooks' },
  RETAILCUSTOMERATTRIBUTEVALUE: { part: 'attributes' },
  RETAILLOYALTYCARD: { part: 'loyaltyCards' },
  RETAILEXTERNALIDTOCUSTOMERMAP: { part: 'externalIdentities' },
  CUSTGROUP: { settings: ['customerGroups'] },
  RETAILSTAFFTABLE: { settings: ['workers'] },
  RETAILLOYALTYPROGRAM: { settings: ['loyaltyPrograms'] },
  RETAILAFFILIATION: { settings: ['affiliations'] },
  DIRADDRESSBOOK: { settings: ['addressBooks'] },
  RETAILCUSTOMERATTRIBUTE: { settings: ['customerAttributes'] },
  DIRNAMEAFFIX: { settings: ['personalTitles'] },
};

/**
 * The node by which a register's edits of published customers are told from those of its channel, so that a real
 * conflict between the two is noticed. Creations and edits of unpublished customers are the channel database's own.
 */
export function nodeOfRegister(channelDatabaseId: string, registerId: string): string {
  return `${channelDatabaseId}/${registerId}`;
}

/** Whether `node` is the channel database, or one of its registers. */
export function isNodeOf(channelDatabaseId: string, node: string): boolean {
  return node === channelDatabaseId || node.startsWith(`${channelDatabaseId}/`);
}

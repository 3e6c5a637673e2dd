import type { ErrorCode, Language } from '@counterfoil/contracts/error-register';
import { isErrorCode, messageOf } from '@counterfoil/contracts/error-register';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import { z } from 'zod';
import { importFields } from '../customer-files/columns.ts';
import { exportCustomers } from '../customer-files/export-customers.ts';
import { importCustomers, type ImportedLine } from '../customer-files/import-customers.ts';
import { bulkCustomerKeepers, identifierSchema, type HeadquartersApi } from './headquarters-api.ts';

const rowCountMax = 1_000;
const columnCountMax = 1_000;
const columnNameLengthMax = 200;
const cellLengthMax = 100_000;
const bodyBytesMax = 32 * 1024 * 1024;

const columnSchema = z.string().max(columnNameLengthMax);

const importSchema = z.strictObject({
  /** Names the import; with the line of a row it is the key of the creation. */
  importId: z.string().min(1).max(200),
  legalEntity: identifierSchema.optional(),
  channelId: identifierSchema.optional(),
  /** Column → field; an empty field leaves the column out. */
  mapping: z.record(columnSchema, z.string().max(columnNameLengthMax)).default({}),
  dryRun: z.boolean().default(false),
  columns: z.array(columnSchema).min(1).max(columnCountMax),
  rows: z
    .array(
      z.strictObject({
        line: z.number().int().positive(),
        values: z.array(z.string().max(cellLengthMax)).max(columnCountMax),
      }),
    )
    .max(rowCountMax),
});

const lineSchema = z.strictObject({
  line: z.number().int(),
  status: z.enum(['created', 'valid', 'unchanged', 'refused']),
  customerAccountNumber: z.string().nullable(),
  problems: z.array(
    z.strictObject({
      code: z.string(),
      field: z.string(),
      /** The column that holds the field; null where none does. */
      column: z.string().nullable(),
      message: z.string(),
    }),
  ),
});

const importCodes = ['import_columns_unknown', 'import_field_unknown'] as const satisfies readonly ErrorCode[];

/** `POST /customers/import` */
export const importCustomerRows = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...bulkCustomerKeepers,
      name: 'importCustomerRows',
      method: 'POST',
      path: '/customers/import',
      summary: 'Import customers',
      description:
        'Rows of a file, as many as 1,000 at once. A column stands for the field of its name (GET /customers/import ' +
        'lists them), or for the one that `mapping` gives it. A bad line is answered with its fields and sentences, ' +
        'the others are created. The import and the line are the key: the same again changes nothing. With `dryRun` ' +
        'everything is checked and nothing is written.',
      request: { body: importSchema },
      response: { 200: z.strictObject({ lines: z.array(lineSchema), ignoredColumns: z.array(z.string()) }) },
      errors: importCodes,
      examples: {
        request: {
          importId: 'customers.csv',
          legalEntity: 'USRT',
          mapping: { 'Given name': 'firstName' },
          columns: ['Given name', 'lastName', 'customerGroup', 'email', 'addresses.1.city'],
          rows: [{ line: 2, values: ['Lachlan', 'Berry', '30', 'lachlan@example.com', 'Houston'] }],
        },
        response: {
          lines: [{ line: 2, status: 'created', customerAccountNumber: 'C-000000001', problems: [] }],
          ignoredColumns: [],
        },
      },
      bodyBytesMax,
    }),
    async ({ body, caller, language }) => {
      const { lines, ignoredColumns } = await importCustomers(headquarters, body, caller);
      const shown = lines.map((line) => shownLine(line, language));
      return { status: 200, body: { lines: shown, ignoredColumns: [...ignoredColumns] } };
    },
  );

function shownLine(line: ImportedLine, language: Language): z.output<typeof lineSchema> {
  const problems = line.problems.map(({ code, field, column, parameters }) => ({
    code,
    field,
    column,
    message: isErrorCode(code) ? messageOf(code, language, parameters) : code,
  }));
  return { ...line, problems };
}

/** `GET /customers/import` */
export const listImportFields = (_api: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...bulkCustomerKeepers,
      name: 'listImportFields',
      method: 'GET',
      path: '/customers/import',
      summary: 'The fields of an import',
      description: 'What a column can stand for; N counts from 1, ATTRIBUTE is the identifier of a customer attribute.',
      request: {},
      response: { 200: z.strictObject({ fields: z.array(z.string()) }) },
      errors: [],
      examples: { response: { fields: ['firstName', 'lastName', 'email', 'addresses.N.city'] } },
    }),
    async () => ({ status: 200, body: { fields: [...importFields] } }),
  );

const mediaTypes = { csv: 'text/csv; charset=utf-8; header=present', ndjson: 'application/x-ndjson' } as const;

/** `GET /customers/export` */
export const exportCustomerFile = ({ headquarters }: HeadquartersApi): RouteWithHandler =>
  handle(
    defineRoute({
      ...bulkCustomerKeepers,
      name: 'exportCustomers',
      method: 'GET',
      path: '/customers/export',
      isAudited: true,
      summary: 'Export customers',
      description:
        'As CSV with the column names that an import takes (what a spreadsheet would run is defused by an apostrophe, ' +
        'which an import takes away again), or as one JSON object a line. Pictures only with `images=true`. The ' +
        'header `counterfoil-cursor` is the place from which GET /events tells what happened since the export began.',
      request: {
        query: z.strictObject({
          format: z.enum(['csv', 'ndjson']).default('csv'),
          legalEntity: identifierSchema.optional(),
          images: z.enum(['true', 'false']).default('false'),
        }),
      },
      response: { 200: { streamOf: ['text/csv', 'application/x-ndjson'] } },
      errors: [],
      examples: { response: 'customerId,customerAccountNumber,legalEntity,…' },
    }),
    async ({ query: { format, legalEntity, images }, stopping }) => {
      const wanted = { format, legalEntity, withImages: images === 'true', signal: stopping };
      const { stream, cursor } = await exportCustomers(headquarters, wanted);
      const headers = {
        'content-type': mediaTypes[format],
        'content-disposition': `attachment; filename="customers.${format}"`,
        'cache-control': 'no-store',
        'counterfoil-cursor': cursor,
      };
      return { status: 200, body: stream, headers };
    },
  );

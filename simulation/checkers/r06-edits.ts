import type { Customer } from '@counterfoil/contracts/customer';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import { InvariantViolated } from '../violations.ts';
import { editedValues, valuesOf } from './edited-values.ts';
import type { World } from '../world.ts';

interface EditRow {
  operation: CustomerOperation;
  document: Customer;
}

interface ConflictRow {
  operation_id: string;
  field: string;
  held_value: unknown;
  offered_value: unknown;
  kept: 'held' | 'offered';
}

const editsStatement = `
  SELECT staged.operation, customers.document
  FROM customers
  CROSS JOIN LATERAL jsonb_array_elements_text(document -> 'recentOperations') WITH ORDINALITY AS decided (id, place)
  JOIN staged_operations AS staged ON staged.operation_id = decided.id::uuid
  ORDER BY customers.customer_id, decided.place`;

/** Completed edits that their customer doesn't contain. */
const lostStatement = `
  SELECT count(*)::integer AS lost FROM staged_operations AS staged JOIN customers USING (customer_id)
  WHERE staged.status = 'completed' AND NOT document -> 'recentOperations' ? staged.operation_id::text`;

/**
 * R6 at headquarters, without the product's merge: the value of every edited field, label, attribute and membership is that
 * of its last edit; who replaced a value that he can't have seen left a conflict; and nobody widened a consent who can't
 * have seen that it was refused.
 */
export async function checkEditsKept(world: World): Promise<void> {
  const { look } = world.headquartersNode.storage;
  const edits = await look.query<EditRow>(editsStatement);
  const conflicts = await look.query<ConflictRow>(
    'SELECT operation_id, field, held_value, offered_value, kept FROM merge_conflicts',
  );
  const [row] = await look.query<{ lost: number }>(lostStatement);
  if (row?.lost !== 0) throw new InvariantViolated('R6', 'a completed edit is not in its customer');
  for (const [, ofCustomer] of Map.groupBy(edits, (edit) => edit.operation.customerId)) {
    const paths = new Set(ofCustomer.flatMap(({ operation }) => [...editedValues(operation).keys()]));
    for (const path of paths) checkPath(world, path, ofCustomer, conflicts);
    for (const consent of consentsOf(ofCustomer)) checkConsent(world, consent);
  }
}

/** A value with whoever wrote it, and in which version of the customer. */
interface Written<Value> {
  readonly value: Value;
  readonly node: string;
  readonly version: number;
}

function isUnseenBy({ origin, baseVersion }: CustomerOperation, { node, version }: Written<unknown>): boolean {
  return node !== origin.node && version > baseVersion;
}

function checkPath(
  world: World,
  path: string,
  ofCustomer: readonly EditRow[],
  conflicts: readonly ConflictRow[],
): void {
  const [creation] = ofCustomer;
  const last = ofCustomer.at(-1);
  if (!creation || !last) return;
  /* A contact that was removed takes its label along, and whose edit it was. */
  const final = valuesOf(last.document, [path]);
  if (!final.has(path)) return;
  let held: Written<unknown> = { value: null, node: creation.operation.origin.node, version: 1 };
  for (const [index, { operation }] of ofCustomer.entries()) {
    const offered = editedValues(operation).get(path);
    /* An equal value is no edit. */
    if (offered === undefined || offered === held.value) continue;
    const isAdded = path.startsWith('contact:') && held.value === null;
    if (operation.kind === 'update' && !isAdded && isUnseenBy(operation, held)) {
      world.sightings.R6++;
      if (!conflicts.some((row) => row.operation_id === operation.operationId && row.field === path)) {
        throw new InvariantViolated('R6', `two edits of ${path} met and no conflict is on record`);
      }
    }
    held = { value: offered, node: operation.origin.node, version: index + 1 };
    world.sightings.R6++;
  }
  if (final.get(path) !== held.value) throw new InvariantViolated('R6', `the last edit of ${path} is lost`);
}

type Consent = Customer['emailMarketingConsent'];

/** What was said about one marketing consent, and how it stands. */
interface ConsentHistory {
  readonly said: readonly { readonly operation: CustomerOperation; readonly written: Written<Consent> }[];
  readonly final: Consent;
}

function consentsOf(ofCustomer: readonly EditRow[]): ConsentHistory[] {
  const document = ofCustomer.at(-1)?.document;
  if (!document) return [];
  const historyOf = (
    final: Consent,
    saidIn: (operation: CustomerOperation) => Consent | undefined,
  ): ConsentHistory => ({
    final,
    said: ofCustomer.flatMap(({ operation }, index) => {
      const value = saidIn(operation);
      return value === undefined
        ? []
        : [{ operation, written: { value, node: operation.origin.node, version: index + 1 } }];
    }),
  });
  return [
    historyOf(document.emailMarketingConsent, ({ changes }) => changes.fields.emailMarketingConsent),
    ...document.contacts.map(({ contactId, marketingConsent }) =>
      historyOf(
        marketingConsent,
        ({ changes }) => changes.contacts?.find((change) => change.contactId === contactId)?.fields.marketingConsent,
      ),
    ),
  ];
}

function checkConsent(world: World, { said, final }: ConsentHistory): void {
  const place = said.findLastIndex(({ written }) => written.value === 'refused');
  const refusal = said[place];
  if (!refusal) return;
  world.sightings.R6++;
  if (final === 'refused') return;
  const widened = said.slice(place + 1).some(({ operation }) => !isUnseenBy(operation, refusal.written));
  if (!widened) throw new InvariantViolated('R6', 'a refused consent was widened by somebody who had not seen it');
}

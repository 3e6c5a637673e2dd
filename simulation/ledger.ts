/** What the shoppers and cashiers of a run asked for, and what they were told: what the checkers hold the product to. */
export interface Intention {
  readonly operationId: string;
  /** Known once it was acknowledged, or from the start where the request names it. */
  customerId: string | null;
  readonly kind: 'create' | 'update';
  /** The channel database that was asked. */
  readonly node: string;
  /** Unique text in the identification number of each creation: one marker, one shopper. */
  readonly marker: string | null;
  /** Fields of an edit with their new values. */
  readonly fields: Readonly<Record<string, string | null>>;
  /** Why headquarters can't accept it, if it can't. */
  readonly flaw: Flaw;
  acknowledged: boolean;
  /** The code of the refusal that was shown, if one was. */
  refused: string | null;
  /** Acknowledged by a database that was restored before anybody else had it: outside of what is promised. */
  lostWithBackup: boolean;
  /** The database that acknowledged it was restored to an earlier state and has no record of it. */
  forgottenByOrigin: boolean;
}

/** `group`: unknown there; `value`: PostgreSQL refuses a row; `twin`: two creations name one customer. */
export type Flaw = 'none' | 'group' | 'value' | 'twin';

/** All intentions of a run in their order. */
export interface Ledger {
  readonly intentions: Intention[];
  add(intention: Omit<Intention, 'acknowledged' | 'refused' | 'lostWithBackup' | 'forgottenByOrigin'>): Intention;
}

/** Nothing asked for yet. */
export function createLedger(): Ledger {
  const intentions: Intention[] = [];
  return {
    intentions,
    add(intention) {
      const entry: Intention = {
        ...intention,
        acknowledged: false,
        refused: null,
        lostWithBackup: false,
        forgottenByOrigin: false,
      };
      intentions.push(entry);
      return entry;
    },
  };
}

/** Those who were told that their customer or edit is kept, and who are promised that it stays so. */
export function promised(ledger: Ledger): Intention[] {
  return ledger.intentions.filter((intention) => intention.acknowledged && !intention.lostWithBackup);
}

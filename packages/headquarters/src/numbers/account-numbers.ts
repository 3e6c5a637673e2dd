import { prepared, type Database, type Tx } from '@counterfoil/database/database';
import { parseNumber } from '@counterfoil/customer/numbers/number-format';
import { createSequenceValues, resolveSequences, type IssuedNumbers, type NumberDemand } from './sequence-values.ts';

/** Account numbers of so many customers of a legal entity. */
export interface AccountNumberDemand {
  readonly legalEntity: string;
  readonly count: number;
}

/** Numbers of so many loyalty cards. */
export interface CardNumberDemand extends AccountNumberDemand {
  readonly loyaltyProgramId: string;
}

/** Issues customer account numbers and loyalty card numbers (WD-14, WD-17). */
export interface AccountNumbers {
  /** Takes account numbers for every legal entity named, answered in the order of the demands. */
  take(tx: Tx, demands: readonly AccountNumberDemand[]): Promise<IssuedNumbers[]>;
  /** Takes loyalty card numbers, of the sequence of the program where there is one. */
  takeCardNumbers(tx: Tx, demands: readonly CardNumberDemand[]): Promise<IssuedNumbers[]>;
  /**
   * Makes sure that `accountNumber`, known in a store from before a restore, isn't issued to somebody else. A number
   * that the sequence doesn't make can't be.
   */
  keepClearOf(tx: Tx, legalEntity: string, accountNumber: string): Promise<void>;
  /** Drops the blocks set aside; after a restore they may be wrong. */
  forget(): void;
}

/** Account numbers from the sequences in `database`. */
export function createAccountNumbers(database: Database): AccountNumbers {
  const values = createSequenceValues(database);
  return {
    take: (tx, demands) => values.take(tx, demands.map(accountDemand)),
    takeCardNumbers: (tx, demands) =>
      values.take(
        tx,
        demands.map((demand): NumberDemand => ({ ...demand, kind: 'loyaltyCard' })),
      ),
    async keepClearOf(tx, legalEntity, accountNumber) {
      const [sequence] = await resolveSequences(tx, [accountDemand({ legalEntity, count: 1 })]);
      if (!sequence) return;
      const value = parseNumber(sequence.format, accountNumber, sequence.scope);
      if (value !== null) await values.keepClearOf(tx, sequence, value);
    },
    forget: () => values.forget(),
  };
}

function accountDemand({ legalEntity, count }: AccountNumberDemand): NumberDemand {
  return { kind: 'customerAccount', legalEntity, loyaltyProgramId: null, count };
}

const skipValues = prepared(
  'skip-number-sequence-values',
  'UPDATE number_sequences SET next_value = next_value + skip_after_restore',
);

/** Jumps over numbers that a lost part of history may have issued; the jump is a setting of each sequence. */
export async function skipAccountNumbersAfterRestore(tx: Tx): Promise<void> {
  await tx.query(skipValues);
}

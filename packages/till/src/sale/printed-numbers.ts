import type { LocalTx } from '../local-database.ts';
import { presentDevice } from '../device.ts';

/** What has numbers that are printed. */
export type NumberKind = 'transaction' | 'receipt' | 'shift';

const takeStatement = `INSERT INTO printed_numbers (kind, last_number) VALUES (?, 1)
  ON CONFLICT (kind) DO UPDATE SET last_number = last_number + 1 RETURNING last_number`;

/** The next number of its kind: 1, 2, 3 … without a gap, since it is taken in the transaction that uses it. */
export async function takeNumber(tx: LocalTx, kind: NumberKind): Promise<number> {
  const [row] = await tx.all<{ last_number: number }>(takeStatement, [kind]);
  if (!row) throw new Error('no number was taken');
  return row.last_number;
}

/** How many numbers were taken so far, of all kinds: it only grows. */
export async function printedNumberCount(tx: Pick<LocalTx, 'all'>): Promise<number> {
  const [row] = await tx.all<{ count: number | null }>('SELECT sum(last_number) AS count FROM printed_numbers');
  return row?.count ?? 0;
}

/* Crockford's digits: none of them is taken for another one when it is read aloud or typed from paper. */
const codeDigits = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const codeBits = 40n;
const bitsOfDigit = 5n;

/**
 * Eight letters and digits that stand for an incarnation of the offline database: from random bits of its identifier, so
 * that a till whose storage was lost never prints a number again (R12, WD-39), and too few to be that identifier (R3).
 */
export function incarnationCode(epochId: string): string {
  let bits = BigInt(`0x${epochId.replaceAll('-', '')}`) & ((1n << codeBits) - 1n);
  let code = '';
  for (let left = codeBits; left > 0n; left -= bitsOfDigit) {
    code = (codeDigits[Number(bits & 31n)] ?? '') + code;
    bits >>= bitsOfDigit;
  }
  return code;
}

const registerLengthMax = 40;

/**
 * `{register}-{incarnation}-{number}`: printed on receipts, the same online and offline (WD-39). Transactions and receipts
 * count by themselves: `T` and `R` tell them apart.
 */
export async function takePrintedId(tx: LocalTx, kind: 'transaction' | 'receipt'): Promise<string> {
  const { registerId, epoch } = await presentDevice(tx);
  const register = registerId.replaceAll(/[^A-Za-z0-9._-]/gu, '_').slice(0, registerLengthMax);
  const number = await takeNumber(tx, kind);
  return `${register}-${incarnationCode(epoch.epochId)}-${kind === 'receipt' ? 'R' : 'T'}${number}`;
}

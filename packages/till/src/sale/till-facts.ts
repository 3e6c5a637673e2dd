import type { LocalTx } from '../local-database.ts';

/** What a till remembers of itself: that its first load is over, and what was lost until a manager has seen it. */
export type FactName = 'firstLoadDone' | 'storageProblem';

/** A fact as it was written; null: not so far. */
export async function readFact(tx: Pick<LocalTx, 'all'>, name: FactName): Promise<string | null> {
  const [row] = await tx.all<{ value: string }>('SELECT value FROM till_facts WHERE name = ?', [name]);
  return row?.value ?? null;
}

/** Writes a fact; null takes it away. */
export async function writeFact(tx: LocalTx, name: FactName, value: string | null): Promise<void> {
  if (value === null) await tx.run('DELETE FROM till_facts WHERE name = ?', [name]);
  else {
    await tx.run(
      'INSERT INTO till_facts (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value',
      [name, value],
    );
  }
}

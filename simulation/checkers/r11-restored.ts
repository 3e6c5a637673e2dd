import type { ChannelSite, World } from '../world.ts';

/**
 * R11, a channel database that went back in time: what only it had acknowledged since the backup is gone with the disk;
 * whatever headquarters had already staged is still promised, though the channel itself has forgotten it.
 */
export async function noteChannelRestore(world: World, site: ChannelSite): Promise<void> {
  const kept = await recordedOperations(site);
  const staged = new Set(
    (
      await world.headquartersNode.storage.look.query<{ id: string }>(
        'SELECT operation_id AS id FROM staged_operations',
      )
    ).map((row) => row.id),
  );
  for (const intention of world.ledger.intentions) {
    if (intention.node !== site.node.name || kept.has(intention.operationId)) continue;
    intention.forgottenByOrigin = true;
    if (!staged.has(intention.operationId)) intention.lostWithBackup = true;
  }
}

async function recordedOperations(site: ChannelSite): Promise<Set<string>> {
  const rows = await site.node.storage.look.query<{ id: string }>('SELECT operation_id AS id FROM customer_operations');
  return new Set(rows.map((row) => row.id));
}

import {
  offlineSnapshotHeader,
  offlineSnapshotSchema,
  type OfflineSnapshot,
} from '@counterfoil/contracts/offline-exchange';
import { ScaleUnitOutage } from './outage.ts';
import type { ScaleUnit } from './scale-unit.ts';

/** A database that the scale unit has made for a till that has none. */
export interface SnapshotDownload {
  readonly snapshot: OfflineSnapshot;
  readonly bytes: ReadableStream<Uint8Array>;
}

/** The first till that asks waits until the file is made: a minute or two with a million customers; in milliseconds. */
const makingMaxMs = 5 * 60_000;

/** `GET /offline-databases/{registerId}/snapshot`. Errors: those of every call. */
export async function downloadSnapshot(
  scaleUnit: ScaleUnit,
  registerId: string,
  signal: AbortSignal,
): Promise<SnapshotDownload> {
  const path = `/offline-databases/${encodeURIComponent(registerId)}/snapshot`;
  const { headers, body } = await scaleUnit.stream(path, signal, makingMaxMs);
  try {
    return { snapshot: describedBy(headers), bytes: body };
  } catch (error) {
    await body.cancel();
    throw error;
  }
}

function describedBy(headers: Headers): OfflineSnapshot {
  const text = headers.get(offlineSnapshotHeader);
  if (!text) throw new ScaleUnitOutage('the snapshot is not described');
  const bytes = Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), (character) =>
    character.charCodeAt(0),
  );
  const parsed = offlineSnapshotSchema.safeParse(JSON.parse(new TextDecoder().decode(bytes)));
  if (!parsed.success) throw new ScaleUnitOutage('the snapshot is not one of the scale unit');
  return parsed.data;
}

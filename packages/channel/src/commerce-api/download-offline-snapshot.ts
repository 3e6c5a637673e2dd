import { offlineSnapshotHeader } from '@counterfoil/contracts/offline-exchange';
import { handle, type RouteWithHandler } from '@counterfoil/http/call';
import { defineRoute } from '@counterfoil/http/route';
import type { Channel } from '../channel.ts';
import { createSnapshots } from '../offline/snapshots.ts';
import { registerParams } from './requests.ts';

const mediaType = 'application/vnd.sqlite3';

/** `GET /offline-databases/:registerId/snapshot` */
export const downloadOfflineSnapshotRoute = defineRoute({
  name: 'downloadOfflineSnapshot',
  method: 'GET',
  path: '/offline-databases/:registerId/snapshot',
  summary: 'All customers as a database for a till that has none',
  description:
    'A SQLite file with the customers and their search keys. The header `offline-snapshot` (base64url JSON) names its ' +
    'size, its digest and the cursor behind which exchanges lead on. Making one for a million customers takes a minute ' +
    'or two; it is kept for other tills. It is not to be kept in any cache: the till writes it through its cipher.',
  access: ['application', 'device'],
  request: { params: registerParams },
  response: { 200: { streamOf: [mediaType] } },
  errors: ['register_unknown', 'register_offline_unsupported', 'snapshot_unavailable', 'database_unreachable'],
  examples: { response: 'SQLite format 3' },
});

/** Sends the snapshot that is there, or makes one first. */
export const handleDownloadOfflineSnapshot = (channel: Channel): RouteWithHandler => {
  const snapshots = createSnapshots(channel);
  return handle(downloadOfflineSnapshotRoute, async ({ params, stopping }) => {
    const built = await snapshots.snapshotFor(params.registerId, stopping);
    return {
      status: 200,
      headers: {
        'content-type': mediaType,
        'content-length': String(built.snapshot.byteCount),
        'cache-control': 'no-store',
        [offlineSnapshotHeader]: Buffer.from(JSON.stringify(built.snapshot), 'utf8').toString('base64url'),
      },
      body: built.read(),
    };
  });
};

import type { HeadquartersConnection } from '@counterfoil/channel/exchange/headquarters-connection';
import { refuse } from '@counterfoil/contracts/refusal';
import { agreeWithScaleUnit } from '@counterfoil/headquarters/exchange/agree-with-scale-unit';
import { channelConfigurationFor } from '@counterfoil/headquarters/configuration/channel-configuration';
import { activateDevice } from '@counterfoil/headquarters/devices/activate-device';
import { nextDownload, reportDownload } from '@counterfoil/headquarters/exchange/download-sessions';
import type { Headquarters } from '@counterfoil/headquarters/headquarters';
import { createOrderInRealTime } from '@counterfoil/headquarters/orders/order-in-real-time';
import type { RealTimeService } from '@counterfoil/headquarters/conversion/real-time-service';
import { readForScaleUnit } from '@counterfoil/headquarters/conversion/read-for-scale-unit';
import { receiveTransactions } from '@counterfoil/headquarters/orders/receive-transactions';
import { receiveUpload } from '@counterfoil/headquarters/exchange/receive-upload';

/** Headquarters' side of the exchange without a wire: the same functions that its routes call. */
export function connectDirectly(
  reach: () => { headquarters: Headquarters; realTimeService: RealTimeService },
  channelDatabaseId: string,
  pJobRecurrence = 'continuous',
): HeadquartersConnection {
  return {
    agree: (request) => agreeWithScaleUnit(reach().headquarters, channelDatabaseId, request),
    configuration: () => channelConfigurationFor(reach().headquarters, channelDatabaseId, pJobRecurrence),
    upload: (bytes) => receiveUpload(reach().headquarters, channelDatabaseId, bytes),
    async nextDownload() {
      const download = await nextDownload(reach().headquarters, channelDatabaseId);
      return download && { downloadSessionId: download.downloadSessionId, bytes: download.body };
    },
    reportDownload: (id, report) => reportDownload(reach().headquarters, channelDatabaseId, id, report),
    async applyInRealTime(operation, headquartersEpochId) {
      const { headquarters, realTimeService } = reach();
      if (headquarters.epoch.epochId !== headquartersEpochId) throw refuse('epoch_foreign');
      return realTimeService.apply(operation);
    },
    searchInRealTime: () =>
      Promise.resolve({ customers: [], hits: [], nextCursor: null, isTypoTolerant: false, otherLegalEntities: [] }),
    readInRealTime: (reading) => readForScaleUnit(reach().headquarters, reading),
    uploadTransactions: (batch) => receiveTransactions(reach().headquarters, channelDatabaseId, batch),
    async createOrderInRealTime(transaction, headquartersEpochId) {
      const { headquarters } = reach();
      if (headquarters.epoch.epochId !== headquartersEpochId) throw refuse('epoch_foreign');
      return createOrderInRealTime(headquarters, channelDatabaseId, transaction);
    },
    activateDevice: (activation) => activateDevice(reach().headquarters, channelDatabaseId, activation),
  };
}

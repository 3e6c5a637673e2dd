import type { Agreement, AgreementRequest, DownloadReport, UploadReceipt } from '@counterfoil/contracts/agreement';
import type { ChannelConfiguration } from '@counterfoil/contracts/channel-configuration';
import type { CustomerReading, CustomerReadingAnswer } from '@counterfoil/contracts/customer-reading';
import type { DeviceActivation, DeviceActivationAnswer } from '@counterfoil/contracts/devices';
import type { CustomerOperation } from '@counterfoil/contracts/customer-operation';
import type { CustomerSearch, CustomerSearchAnswer, RealTimeAnswer } from '@counterfoil/contracts/real-time-service';
import type {
  RealTimeOrderAnswer,
  RetailTransaction,
  TransactionReceipt,
  TransactionUpload,
} from '@counterfoil/contracts/retail-transaction';

/**
 * Headquarters as a scale unit reaches it: the network seam. Every call rejects with a `CommunicationException` when it
 * is unknown whether headquarters heard it, and with a `CodedError` when headquarters refused it.
 */
export interface HeadquartersConnection {
  agree(request: AgreementRequest): Promise<Agreement>;
  configuration(): Promise<ChannelConfiguration>;
  upload(bytes: Buffer): Promise<UploadReceipt>;
  nextDownload(): Promise<{ downloadSessionId: string; bytes: Buffer } | null>;
  reportDownload(downloadSessionId: string, report: DownloadReport): Promise<void>;
  /** The Real-time Service; `headquartersEpochId` is the incarnation the caller believes in. */
  applyInRealTime(operation: CustomerOperation, headquartersEpochId: string): Promise<RealTimeAnswer>;
  searchInRealTime(search: CustomerSearch): Promise<CustomerSearchAnswer>;
  /** A customer that this scale unit doesn't hold (WD-08). */
  readInRealTime(reading: CustomerReading): Promise<CustomerReadingAnswer>;
  uploadTransactions(upload: TransactionUpload): Promise<TransactionReceipt>;
  /** The Real-time Service for a customer order; it is given up after `waitMs`, or the connection's own time-out. */
  createOrderInRealTime(
    transaction: RetailTransaction,
    headquartersEpochId: string,
    waitMs: number | undefined,
  ): Promise<RealTimeOrderAnswer>;
  /** A till has brought a one-time code; a repetition with the same keys is answered again. */
  activateDevice(activation: DeviceActivation): Promise<DeviceActivationAnswer>;
}

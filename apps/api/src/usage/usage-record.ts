import { type DialectId, type Receipt, type Usage } from '@nuvra/dialects';
import { type Nano } from '../pricing/nano';
import { type ItemCounts } from '../pricing/price-usage';

/** What is known of one request when it is over: written once, keyed by our own id. */
export interface UsageRecord {
  /** UUIDv7 made at admission. */
  readonly id: string;
  readonly organizationId: string;
  readonly projectId: string;
  readonly apiKeyId: string;
  readonly dialect: DialectId;
  readonly modelId?: string;
  readonly endpointId?: string;
  readonly provider?: string;
  readonly priceId?: string;
  readonly stream: boolean;
  readonly demo: boolean;
  readonly status: number;
  readonly errorCode?: string;
  readonly finishReason?: string;
  readonly vendorId?: string;
  readonly usage: Usage;
  /** What was used besides tokens. */
  readonly items?: ItemCounts;
  /** The usage is our count, since the vendor told none. */
  readonly estimated: boolean;
  /** What the vendor bills; undefined when it is not known. */
  readonly upstreamCost?: Nano;
  readonly charged?: Nano;
  readonly receipt?: Receipt;
  readonly firstByteMs?: number;
  readonly totalMs: number;
  readonly finishedAt: Date;
}

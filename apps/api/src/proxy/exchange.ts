import {
  OUTPUT_CLASSES,
  INPUT_CLASSES,
  type DialectId,
  type Failure,
  type Receipt,
  type ReplyFacts,
  type Usage,
} from '@nuvra/dialects';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type ApiKeyIdentity } from '../api-keys/api-key-verifier';
import { priceUsage } from '../pricing/price-usage';
import { type Route } from './router';
import { requestIdOf } from '../errors/request-id';
import { toUsdNumber, type Nano } from '../pricing/nano';
import { type UsageRecord } from '../usage/usage-record';
import { type UsageRecorder } from '../usage/usage-recorder';

/** The client closed the connection before the reply was complete; nginx's number for it. */
const CLIENT_CLOSED_REQUEST = 499;

/** One request from admission to settlement: what is learned of it on the way, recorded exactly once at its end. */
export class Exchange {
  readonly id: string;
  facts: ReplyFacts = {};
  stream = false;
  route: Route | undefined;
  receipt: Receipt | undefined;
  failure: Failure | undefined;
  private readonly startedAt = performance.now();
  private firstByteAt: number | undefined;
  private settled = false;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    private readonly identity: ApiKeyIdentity,
    private readonly dialect: DialectId,
    private readonly demo: boolean,
    private readonly recorder: UsageRecorder,
  ) {
    this.id = requestIdOf(request);
  }

  /** The provider's reply has begun to arrive. */
  markFirstByte(): void {
    this.firstByteAt ??= performance.now();
  }

  /** What a usage costs on this route; undefined when there is no price for all of it. */
  costOf(usage: Usage): Nano | undefined {
    const price = this.route?.endpoint.price;
    return price && priceUsage(price, { usage }).cost;
  }

  /** {@link costOf} as the number of USD that a public reply carries. */
  readonly usdCostOf = (usage: Usage): number | undefined => {
    const cost = this.costOf(usage);
    return cost === undefined ? undefined : toUsdNumber(cost);
  };

  /** Records the request; whatever is learned later changes nothing. Must come before the last bytes go to the client. */
  settle(outcome: 'complete' | 'abandoned' = 'complete'): void {
    if (this.settled) return;
    this.settled = true;
    this.recorder.record(this.toRecord(outcome === 'abandoned' ? CLIENT_CLOSED_REQUEST : undefined));
  }

  private toRecord(status: number | undefined): UsageRecord {
    const { facts, route } = this;
    const failure = this.failure ?? facts.failure;
    const usage = storable(facts.usage ?? {});
    const cost = this.costOf(usage);
    return {
      id: this.id,
      organizationId: this.identity.organizationId,
      projectId: this.identity.projectId,
      apiKeyId: this.identity.apiKeyId,
      dialect: this.dialect,
      modelId: route?.model.id,
      endpointId: route?.endpoint.id,
      provider: route?.endpoint.provider,
      priceId: route?.endpoint.priceId,
      stream: this.stream,
      demo: this.demo,
      status: status ?? this.response.statusCode,
      errorCode: failure && (failure.code ?? failure.kind),
      finishReason: facts.finishReason,
      vendorId: facts.vendorId,
      usage,
      upstreamCost: cost,
      charged: cost,
      receipt: this.receipt,
      firstByteMs: this.firstByteAt === undefined ? undefined : Math.round(this.firstByteAt - this.startedAt),
      totalMs: Math.round(performance.now() - this.startedAt),
      finishedAt: new Date(),
    };
  }
}

const MAX_INTEGER = 2 ** 31 - 1;

/** The classes that are whole numbers a row can hold; a vendor that tells anything else has told nothing. */
function storable(usage: Usage): Usage {
  const entries = [...INPUT_CLASSES, ...OUTPUT_CLASSES].map((name) => [name, usage[name]] as const);
  return Object.fromEntries(
    entries.filter(([, tokens]) => Number.isInteger(tokens) && tokens! >= 0 && tokens! <= MAX_INTEGER),
  );
}

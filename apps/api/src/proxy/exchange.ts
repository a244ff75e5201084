import {
  OUTPUT_CLASSES,
  INPUT_CLASSES,
  type DialectId,
  type Failure,
  ReceiptBook,
  type ReplyFacts,
  type Served,
  type TokenClass,
  type Usage,
} from '@nuvra/dialects';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { type ApiKeyIdentity } from '../api-keys/api-key-verifier';
import { missingPrices, type PriceMode } from '../pricing/compile-price';
import { type ItemCounts, priceUsage } from '../pricing/price-usage';
import { type Charge } from './charged-besides';
import { type Preferences } from './preferences';
import { type Route, unpriceable, unpriced } from './router';
import { AppError } from '../errors/app-error';
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
  /** The usage is counted by us, since the vendor told none. */
  estimated = false;
  /** The service tier and speed that the client asked for. */
  mode: PriceMode = {};
  route: Route | undefined;
  preferences: Preferences = { strict: false, fullReceipt: false };
  /** What is changed or lost between client and provider, of the request and of its reply. */
  readonly book = new ReceiptBook();
  failure: Failure | undefined;
  /** What was used besides tokens; known before the cost is asked for. */
  items: ItemCounts = {};
  private readonly startedAt = performance.now();
  private firstByteAt: number | undefined;
  private settled = false;
  private priced: { usage: Usage; cost: Nano | undefined } | undefined;

  constructor(
    readonly request: IncomingMessage,
    readonly response: ServerResponse,
    readonly identity: ApiKeyIdentity,
    readonly dialect: DialectId,
    private readonly demo: boolean,
    private readonly recorder: UsageRecorder,
  ) {
    this.id = requestIdOf(request);
  }

  /**
   * Says that the vendor will charge for something besides text.
   * @throws {AppError} `model_unpriced` when the route has no price for it
   */
  expect({ unit, path, count }: Charge): void {
    const { model, endpoint } = this.route!;
    if (!unit) throw unpriceable(model, path);
    if (!endpoint.price || missingPrices(endpoint.price, [unit], this.mode).length > 0) {
      throw unpriced(model, endpoint.price, [unit], this.mode);
    }
    // One at least, until the vendor tells how many it ran.
    if (unit === 'web-search' && count !== undefined) this.items = { ...this.items, 'web-search': count };
  }

  /**
   * Refuses what would be sent with something lost, where the client wants it whole or not at all.
   * @throws {AppError} `not_carried` naming the field
   */
  refuseLoss(): void {
    if (!this.preferences.strict && !this.identity.strict) return;
    const lost = this.book.lines.find(({ outcome, path }) => outcome === 'dropped' && !path.startsWith('response.'));
    if (!lost) return;
    throw new AppError('not_carried', `'${lost.path}' would not be carried, and the request is strict. ${lost.why}`, {
      param: lost.path,
    });
  }

  /** A signal that aborts when the client is gone. */
  gone(): AbortSignal {
    const gone = new AbortController();
    this.response.once('close', () => gone.abort());
    return gone.signal;
  }

  /** The provider's reply has begun to arrive. */
  markFirstByte(): void {
    this.firstByteAt ??= performance.now();
  }

  /** What a usage costs on this route; undefined when there is no price for all of it. */
  private costOf(usage: Usage, served: Served | undefined): Nano | undefined {
    // The reply has told its cost already: the record's must be the same, and need not be computed again.
    if (this.priced?.usage !== usage) this.priced = { usage, cost: this.price(usage, served ?? {}) };
    return this.priced.cost;
  }

  /** At the tier that served; where that has no price (credit bought ahead, say), at the one that was asked for and admitted. */
  private price(usage: Usage, { serviceTier, speed, webSearches }: Served): Nano | undefined {
    const price = this.route?.endpoint.price;
    if (!price) return undefined;
    if (webSearches !== undefined) this.items = { ...this.items, 'web-search': webSearches };
    const { items } = this;
    const served =
      serviceTier === undefined && speed === undefined
        ? undefined
        : priceUsage(price, { usage, items, mode: { serviceTier, speed } }).cost;
    return served ?? priceUsage(price, { usage, items, mode: this.mode }).cost;
  }

  /** The cost of a usage as the number of USD that a public reply carries. */
  readonly usdCostOf = (usage: Usage, served?: Served): number | undefined => {
    const cost = this.costOf(usage, served);
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
    // What was only expected (a search, say) is not charged where nothing came of it.
    const cameToNothing = facts.usage === undefined && (failure !== undefined || this.firstByteAt === undefined);
    const cost = cameToNothing ? undefined : this.costOf(usage, facts.served);
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
      items: cameToNothing ? undefined : this.items,
      estimated: this.estimated,
      upstreamCost: cost,
      charged: cost,
      receipt: this.book.lines,
      firstByteMs: this.firstByteAt === undefined ? undefined : Math.round(this.firstByteAt - this.startedAt),
      totalMs: Math.round(performance.now() - this.startedAt),
      finishedAt: new Date(),
    };
  }
}

const TOKEN_CLASSES: readonly TokenClass[] = [...INPUT_CLASSES, ...OUTPUT_CLASSES];
const MAX_INTEGER = 2 ** 31 - 1;

/** The usage without what is not a whole number that a row can hold: a vendor that tells anything else has told nothing. */
function storable(usage: Usage): Usage {
  const odd = TOKEN_CLASSES.filter((name) => !isStorable(usage[name]));
  if (odd.length === 0) return usage;
  return Object.fromEntries(Object.entries(usage).filter(([name]) => !odd.includes(name as TokenClass)));
}

function isStorable(tokens: number | undefined): boolean {
  return tokens === undefined || (Number.isInteger(tokens) && tokens >= 0 && tokens <= MAX_INTEGER);
}

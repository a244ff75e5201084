import { type Dialect, type JsonObject } from '@nuvra/dialects';
import { type Bridge } from './bridge';
import { type Exchange } from './exchange';
import { type Address } from './gemini-address';
import { type MediaFetcher } from './media/media-fetcher';
import { type Demand, type Route } from './router';

/** One kind of request that is metered by tokens: how its client speaks, what it needs priced, and how it crosses to a provider. */
export interface Operation extends Demand {
  /** The client's: errors are told in it, and the usage row names it. */
  readonly dialect: Dialect;
  /** False where there are no streams, whatever the body says. */
  readonly streams?: false;
  /** @throws {InvalidRequest} naming the field at fault */
  bridge(crossing: Crossing): Bridge | Promise<Bridge>;
}

/** A request that has found its route, about to cross. */
export interface Crossing {
  readonly body: JsonObject;
  /** The body as it came. */
  readonly bytes: Buffer;
  /** What stood in the path, where the dialect has it there. */
  readonly address?: Address;
  readonly route: Route;
  readonly exchange: Exchange;
  readonly media: MediaFetcher;
}

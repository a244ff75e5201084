import { type Dialect, type JsonObject } from '@nuvra/dialects';
import { type IncomingMessage } from 'node:http';
import { type Bridge } from './bridge';
import { type Exchange } from './exchange';
import { type Address } from './gemini-address';
import { type MediaFetcher } from './media/media-fetcher';
import { type Form } from './pass-through/form';
import { type Demand, type Route } from './router';

/** One kind of request that is metered by tokens: how its client speaks, what it needs priced, and how it crosses to a provider. */
export interface Operation extends Demand {
  /** The client's: errors are told in it, and the usage row names it. */
  readonly dialect: Dialect;
  /** False where there are no streams, whatever the body says. */
  readonly streams?: false;
  /** Whether a stream comes is seen by the reply, not by the request. */
  readonly repliesAsTold?: true;
  /** Receives a request that is no JSON body. */
  readonly receive?: (this: void, request: IncomingMessage, maxBytes: number) => Promise<Received>;
  /** @throws {InvalidRequest} naming the field at fault */
  bridge(crossing: Crossing): Bridge | Promise<Bridge>;
}

/** What a client sent. */
export interface Received {
  readonly body: JsonObject;
  /** The body as it came. */
  readonly bytes: Buffer;
  /** The form that is still being received; `body` then has its model alone. */
  readonly form?: Form;
}

/** A request that has found its route, about to cross. */
export interface Crossing extends Received {
  /** What stood in the path, where the dialect has it there. */
  readonly address?: Address;
  readonly route: Route;
  readonly exchange: Exchange;
  readonly media: MediaFetcher;
}

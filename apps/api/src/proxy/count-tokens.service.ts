import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  type Call,
  countTokensFormats,
  type Dialect,
  InvalidRequest,
  type JsonObject,
  ReceiptBook,
} from '@nuvra/dialects';

import { type IncomingMessage, type ServerResponse } from 'node:http';
import { apisOf } from '../catalog/provider-apis';
import { CONFIG, type Config } from '../config/config';
import { replyHeaders } from '../errors/request-id';
import { countableInput } from '../tokens/countable-input';
import { encodingOf } from '../tokens/encodings';
import { Tokenizer } from '../tokens/tokenizer';
import { passedHeaders } from './client-headers';
import { targetOf } from './completions';
import { Egress } from './egress';
import { type Address } from './gemini-address';
import { takePreferences } from './preferences';
import { readJsonObject } from './read-body';
import { type Demand, type Route, Router } from './router';
import { UpstreamCall } from './upstream-call';
import { refuseVendorObjects } from './vendor-objects';

/** Vendors count for any model that takes text. */
const COUNTED: Demand = { kinds: ['chat', 'completion', 'embedding'] };
/** A vendor that takes longer is not waited for: a count is asked for before the call that matters. */
const PATIENCE_MS = 10_000;

/** What a client wants counted, in its own dialect. */
interface CountRequest {
  readonly dialect: Dialect;
  readonly body: JsonObject;
  readonly address?: Address;
  /** Those that go on to a vendor of the dialect. */
  readonly headers: Readonly<Record<string, string>>;
}

/**
 * Tells how many tokens a request's input has, so that clients need not make a call that costs to learn it: by the vendor's own count where it
 * has one, in whatever dialect the client asks, else by a tokenizer of ours, marked as an estimate. Counting is free and leaves no row of
 * usage: nothing is used.
 */
@Injectable()
export class CountTokensService {
  private readonly logger = new Logger(CountTokensService.name);

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly router: Router,
    private readonly egress: Egress,
    private readonly tokenizer: Tokenizer,
  ) {}

  /**
   * Answers a request for a count in a dialect that has one.
   * @throws {AppError} and {InvalidRequest}, for the error filter to tell
   */
  async handle(dialect: Dialect, request: IncomingMessage, response: ServerResponse, address?: Address): Promise<void> {
    const body = await readJsonObject(request, this.config.maxBodyBytes);
    // Whatever the client asks of us: no vendor knows the field.
    takePreferences(body, request.headers);
    refuseVendorObjects(dialect.id, countTokensFormats[dialect.id]!.completionOf(body));
    const wanted: CountRequest = { dialect, body, address, headers: passedHeaders(dialect.id, request.headers) };
    const route = this.router.route(address?.model ?? body['model'], COUNTED, {});
    const told = await this.askVendor(wanted, route);
    const reply = countTokensFormats[dialect.id]!.writeCount(told ?? (await this.estimate(wanted, route)));
    const estimate = told === undefined;
    response.writeHead(200, {
      ...replyHeaders(request, dialect.id),
      'content-type': 'application/json; charset=utf-8',
      'x-nuvra-model': route.model.id,
      ...(estimate && { 'x-nuvra-estimate': 'true' }),
    });
    response.end(JSON.stringify({ ...reply, ...(estimate && { estimate }) }));
  }

  /**
   * The vendor's own count; undefined where it has none, or cannot give it now.
   * @throws {InvalidRequest} when the vendor finds the request at fault
   */
  private async askVendor(wanted: CountRequest, route: Route): Promise<number | undefined> {
    const { endpoint, connection } = route;
    const apis = apisOf(connection.provider, endpoint).filter((api) => 'countTokensPath' in api);
    const api = apis.find(({ dialect }) => dialect.id === wanted.dialect.id) ?? apis[0];
    const path = api?.countTokensPath?.(endpoint.upstreamModel);
    if (!api || path === undefined) return undefined;
    const headers = api.dialect.id === wanted.dialect.id ? wanted.headers : undefined;
    const request = connection.request(path, JSON.stringify(requestFor(api.dialect, wanted, route)), headers);
    const timeouts = { ...this.config.timeouts, totalMs: PATIENCE_MS };
    try {
      return await readCount(new UpstreamCall(this.egress.to(connection.origin), request, timeouts), api.dialect);
    } catch (error) {
      if (error instanceof InvalidRequest) throw error;
      this.logger.warn(`${connection.provider.name} does not count: ${connection.withoutCredential(String(error))}`);
      return undefined;
    }
  }

  private async estimate(wanted: CountRequest, { model }: Route): Promise<number> {
    const { texts, tokens } = countableInput(callOf(wanted));
    return tokens + (await this.tokenizer.count(texts, encodingOf(model.id)));
  }
}

function callOf({ dialect, body, address }: CountRequest): Call {
  return dialect.readRequest(countTokensFormats[dialect.id]!.completionOf(body), address);
}

/** The vendor's request: the client's own where the vendor speaks its dialect, else that of the completion it would become. */
function requestFor(vendor: Dialect, wanted: CountRequest, route: Route): JsonObject {
  const format = countTokensFormats[vendor.id]!;
  const model = route.endpoint.upstreamModel;
  if (vendor.id === wanted.dialect.id) return format.forward(wanted.body, model);
  const { body } = vendor.writeRequest(callOf(wanted), targetOf(route), new ReceiptBook());
  return format.requestFor(body, model);
}

async function readCount(call: UpstreamCall, vendor: Dialect): Promise<number> {
  await call.head;
  const reply: unknown = JSON.parse((await call.readAll()).toString('utf8'));
  if (call.status < 400) return countTokensFormats[vendor.id]!.readCount(reply);
  const { kind, message, param, code } = vendor.readFailure(call.status, reply, call.headers);
  throw kind === 'invalid-request' ? new InvalidRequest(message, param, code) : new Error(message);
}

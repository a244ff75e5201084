import { Inject, Injectable, Logger } from '@nestjs/common';
import {
  type Failure,
  type InboundDialect,
  type JsonObject,
  type SameDialect,
  type SseFrame,
  SseSplitter,
  UnreadableReply,
} from '@nuvra/dialects';
import { type Provider } from '@nuvra/providers';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { identityOf } from '../api-keys/api-key.guard';
import { CONFIG, type Config } from '../config/config';
import { AppError } from '../errors/app-error';
import { failureOf, sendFailure } from '../errors/error-filter';
import { type PriceUnit } from '../pricing/price';
import { UsageRecorder } from '../usage/usage-recorder';
import { type Bridge } from './bridge';
import { Egress } from './egress';
import { Exchange } from './exchange';
import { readJsonObject } from './read-body';
import { type Route, Router } from './router';
import { UpstreamCall } from './upstream-call';
import { clientFailure, transportFailure } from './upstream-failure';

/** One kind of request that is metered by tokens: what it needs priced, where it goes, and how it crosses. */
export interface Operation {
  readonly dialect: InboundDialect & SameDialect;
  /** Without a price for these nothing is sent. */
  readonly units: readonly PriceUnit[];
  /**
   * The provider's path for the operation.
   * @throws {AppError} when the provider has no such operation
   */
  path(provider: Provider, model: string, stream: boolean): string;
  /** @throws {InvalidRequest} naming the field at fault */
  bridge(body: JsonObject, route: Route, exchange: Exchange): Bridge;
}

/**
 * The gateway itself: reads a request, finds its route, calls the provider, and carries the reply back while metering it.
 * Works on Node's own request and response; errors end here, in the client's dialect, so that every request is settled once.
 */
@Injectable()
export class CompletionsService {
  private readonly logger = new Logger('Proxy');

  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly router: Router,
    private readonly egress: Egress,
    private readonly recorder: UsageRecorder,
  ) {}

  /** Answers a request. Never rejects: whatever goes wrong is told to the client and recorded. */
  async handle(operation: Operation, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { config } = this;
    const exchange = new Exchange(
      request,
      response,
      identityOf(request),
      operation.dialect.id,
      config.demo,
      this.recorder,
    );
    let bridge: Bridge | undefined;
    try {
      const body = await readJsonObject(request, config.maxBodyBytes);
      exchange.stream = body['stream'] === true;
      exchange.mode = { serviceTier: typeof body['service_tier'] === 'string' ? body['service_tier'] : undefined };
      const route = (exchange.route = this.router.route(body['model'], operation.units, exchange.mode));
      bridge = operation.bridge(body, route, exchange);
      exchange.receipt = bridge.receipt;
      const path = operation.path(route.connection.provider, route.endpoint.upstreamModel, exchange.stream);
      const call = this.call(route, path, bridge.upstreamBody, response);
      await call.head;
      if (call.status >= 400) await this.refuse(call, route, exchange);
      else if (exchange.stream) await this.stream(call, bridge, exchange);
      else await this.reply(call, bridge, route, exchange);
    } catch (error) {
      this.fail(error, bridge, exchange);
    }
  }

  private call(route: Route, path: string, body: JsonObject, response: ServerResponse): UpstreamCall {
    const { connection } = route;
    const request = connection.request(path, JSON.stringify(body));
    const call = new UpstreamCall(this.egress.to(connection.origin), request, this.config.timeouts);
    response.once('close', () => {
      if (!response.writableFinished) call.abort();
    });
    return call;
  }

  private async reply(call: UpstreamCall, bridge: Bridge, route: Route, exchange: Exchange): Promise<void> {
    exchange.markFirstByte();
    const reply = bridge.reply((await call.readAll()).toString('utf8'));
    exchange.facts = bridge.facts;
    // Routers in front of vendors put errors into a 200.
    if (bridge.facts.failure) return this.tell(bridge.facts.failure, call.status, route, exchange);
    // The body, too, says that no vendor answered.
    const text = this.config.demo ? `${reply.slice(0, reply.lastIndexOf('}'))},"demo":true}` : reply;
    const { response } = exchange;
    response.writeHead(200, {
      ...this.headers(exchange),
      'content-type': 'application/json; charset=utf-8',
      'content-length': Buffer.byteLength(text),
    });
    exchange.settle();
    response.end(text);
  }

  private async stream(call: UpstreamCall, bridge: Bridge, exchange: Exchange): Promise<void> {
    if (!String(call.headers['content-type']).startsWith('text/event-stream')) {
      call.abort();
      throw new UnreadableReply(`a stream was asked for and ${call.headers['content-type']} came`);
    }
    const { response } = exchange;
    exchange.facts = bridge.facts;
    response.writeHead(200, {
      ...this.headers(exchange),
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    const splitter = new SseSplitter();
    const write = (frame: SseFrame): void => {
      const bytes = bridge.frame(frame);
      if (bytes && bytes.length > 0) response.write(bytes);
    };
    await call.forEach((chunk) => {
      exchange.markFirstByte();
      splitter.push(chunk).forEach(write);
      if (!response.writableNeedDrain || response.destroyed) return;
      call.pause();
      response.once('drain', () => call.resume());
    });
    splitter.end().forEach(write);
    const last = bridge.end();
    exchange.facts = bridge.facts;
    exchange.settle();
    response.end(last);
  }

  private async refuse(call: UpstreamCall, route: Route, exchange: Exchange): Promise<void> {
    const text = (await call.readAll()).toString('utf8');
    let body: unknown = text;
    try {
      body = JSON.parse(text);
    } catch {
      // Readers of failures take anything: gateways in between answer in HTML.
    }
    const { dialect } = route.connection.provider;
    this.tell(dialect.readFailure(call.status, body, call.headers), call.status, route, exchange);
  }

  /** The provider refused: its reasons in the client's dialect, or ours where they are not the client's business. */
  private tell(told: Failure, status: number, { connection }: Route, exchange: Exchange): void {
    const { provider } = connection;
    const failure = { ...told, message: connection.withoutCredential(told.message) };
    if (failure.kind !== 'invalid-request' && failure.kind !== 'rate-limit') {
      this.logger.warn({
        requestId: exchange.id,
        provider: provider.id,
        status,
        kind: failure.kind,
        message: failure.message,
      });
    }
    this.send(clientFailure(failure, status, provider), exchange);
  }

  private fail(error: unknown, bridge: Bridge | undefined, exchange: Exchange): void {
    const { response, route } = exchange;
    if (bridge) exchange.facts = bridge.facts;
    // The client is gone: there is nobody to tell.
    if (response.destroyed || response.closed) {
      exchange.settle('abandoned');
      return;
    }
    const known =
      bridge && route && !(error instanceof AppError)
        ? transportFailure(error as Error, route.connection.provider)
        : error;
    const failure = failureOf(known, exchange.request);
    const cause = known instanceof AppError ? known.cause : known;
    if (failure.kind === 'internal' || (cause !== undefined && failure.kind !== 'invalid-request')) {
      this.logger.error({
        requestId: exchange.id,
        provider: route?.connection.provider.id,
        code: failure.code,
        cause: String((cause as Error).stack ?? cause),
      });
    }
    if (!response.headersSent) {
      this.send(failure, exchange);
      return;
    }
    // A stream that broke ends in an error event, never in a clean end.
    exchange.failure = failure;
    exchange.settle();
    response.end(bridge?.fail(failure));
  }

  private send(failure: Failure, exchange: Exchange): void {
    exchange.failure = failure;
    sendFailure(failure, exchange.request, exchange.response, () => exchange.settle());
  }

  private headers(exchange: Exchange): Record<string, string> {
    const headers: Record<string, string> = {
      'x-request-id': exchange.id,
      'x-nuvra-model': exchange.route!.model.id,
      'x-nuvra-provider': exchange.route!.endpoint.provider,
      'access-control-allow-origin': '*',
      'access-control-expose-headers': '*',
    };
    if (this.config.demo) headers['x-nuvra-demo'] = 'true';
    return headers;
  }
}

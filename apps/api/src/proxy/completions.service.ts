import { Inject, Injectable } from '@nestjs/common';
import { type JsonObject, type SseFrame, SseSplitter, UnreadableReply } from '@nuvra/dialects';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { identityOf } from '../api-keys/api-key.guard';
import { CONFIG, type Config } from '../config/config';
import { replyHeaders } from '../errors/request-id';
import { type PriceMode } from '../pricing/compile-price';
import { UsageRecorder } from '../usage/usage-recorder';
import { appendFields } from './append-fields';
import { type Bridge } from './bridge';
import { Egress } from './egress';
import { Exchange } from './exchange';
import { fail, refuse, tell } from './failed-exchange';
import { type Address } from './gemini-address';
import { MediaFetcher } from './media/media-fetcher';
import { type Operation, type Received } from './operation';
import { takePreferences } from './preferences';
import { parseJsonObject, readBytes } from './read-body';
import { Router } from './router';
import { TenantMarks } from './tenant-marks';
import { translationHeader } from './translation-header';
import { UpstreamCall } from './upstream-call';
import { refuseVendorObjects } from './vendor-objects';

/**
 * The gateway itself: reads a request, finds its route, calls the provider, and carries the reply back while metering it.
 * Works on Node's own request and response; errors end here, in the client's dialect, so that every request is settled once.
 */
@Injectable()
export class CompletionsService {
  constructor(
    @Inject(CONFIG) private readonly config: Config,
    private readonly router: Router,
    private readonly egress: Egress,
    private readonly recorder: UsageRecorder,
    private readonly marks: TenantMarks,
    private readonly media: MediaFetcher,
  ) {}

  /**
   * Answers a request. Never rejects: whatever goes wrong is told to the client and recorded.
   * @param address model and kind of reply where the path has them; else the body tells
   */
  async handle(
    operation: Operation,
    request: IncomingMessage,
    response: ServerResponse,
    address?: Address,
  ): Promise<void> {
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
      const received = await (operation.receive ?? receiveJson)(request, config.maxBodyBytes);
      const { body } = received;
      exchange.preferences = takePreferences(body, request.headers);
      exchange.stream = operation.streams !== false && (address?.stream ?? body['stream'] === true);
      exchange.mode = modeOf(body);
      exchange.route = this.router.route(address?.model ?? body['model'], operation, exchange.mode);
      refuseVendorObjects(operation.dialect.id, body);
      this.marks.mark(operation.dialect.id, body, exchange.identity.organizationId, exchange.book);
      bridge = await operation.bridge({ ...received, address, route: exchange.route, exchange, media: this.media });
      exchange.refuseLoss();
      const call = this.call(bridge, exchange);
      await call.head;
      if (call.status >= 400) await refuse(call, bridge, exchange);
      else if (operation.repliesAsTold) await this.passOn(call, bridge, exchange);
      else if (exchange.stream) await this.stream(call, bridge, exchange);
      else await this.reply(call, bridge, exchange);
    } catch (error) {
      fail(error, bridge, exchange);
    }
  }

  private call({ path, headers, upstreamBody }: Bridge, { route, response }: Exchange): UpstreamCall {
    const { connection } = route!;
    const request = connection.request(path, bodyOf(upstreamBody), headers);
    const call = new UpstreamCall(this.egress.to(connection.origin), request, this.config.timeouts);
    response.once('close', () => {
      if (!response.writableFinished) call.abort();
    });
    return call;
  }

  /** What the reply is, its type says: events, JSON, or bytes that go through as they are. */
  private async passOn(call: UpstreamCall, bridge: Bridge, exchange: Exchange): Promise<void> {
    const type = String(call.headers['content-type'] ?? '').toLowerCase();
    exchange.stream = type.startsWith('text/event-stream');
    if (exchange.stream) return this.stream(call, bridge, exchange);
    if (type.startsWith('application/json')) return this.reply(call, bridge, exchange);
    bridge.begin?.();
    const { response } = exchange;
    response.writeHead(200, {
      ...this.headers(exchange),
      'content-type': /^(audio|text)\//.test(type) ? type : 'application/octet-stream',
      // Whatever a vendor sends, no browser is to run it.
      'x-content-type-options': 'nosniff',
    });
    await pump(call, exchange, (chunk) => response.write(chunk));
    exchange.settle();
    response.end();
  }

  private async reply(call: UpstreamCall, bridge: Bridge, exchange: Exchange): Promise<void> {
    exchange.markFirstByte();
    const reply = await bridge.reply((await call.readAll()).toString('utf8'));
    exchange.facts = bridge.facts;
    // Routers in front of vendors put errors into a 200.
    if (bridge.facts.failure) return tell(bridge.facts.failure, call.status, exchange);
    const text = bridge.contentType === undefined ? this.withOurFields(reply, exchange) : reply;
    const { response } = exchange;
    response.writeHead(200, {
      ...this.headers(exchange),
      'content-type': bridge.contentType ?? 'application/json; charset=utf-8',
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
      'content-type':
        bridge.contentType ??
        (bridge.framing === 'json-array' ? 'application/json; charset=utf-8' : 'text/event-stream; charset=utf-8'),
      'cache-control': 'no-cache',
      'x-accel-buffering': 'no',
    });
    const splitter = new SseSplitter();
    const write = (frame: SseFrame): void => {
      const bytes = bridge.frame(frame);
      if (bytes && bytes.length > 0) response.write(bytes);
    };
    await pump(call, exchange, (chunk) => splitter.push(chunk).forEach(write));
    splitter.end().forEach(write);
    const last = bridge.end();
    exchange.facts = bridge.facts;
    exchange.settle();
    response.end(last);
  }

  /** The reply's text with what we have to say in it, where we have. */
  private withOurFields(reply: string, { preferences, book }: Exchange): string {
    const { demo } = this.config;
    if (!demo && !preferences.fullReceipt) return reply;
    const translation = preferences.fullReceipt && { nuvra: { translation: book.lines } };
    // The body, too, says that no vendor answered.
    return appendFields(reply, { ...(demo && { demo }), ...translation });
  }

  private headers(exchange: Exchange): Record<string, string> {
    const headers: Record<string, string> = {
      ...replyHeaders(exchange.request, exchange.dialect),
      'x-nuvra-model': exchange.route!.model.id,
      'x-nuvra-provider': exchange.route!.endpoint.provider,
    };
    if (exchange.estimated) headers['x-nuvra-estimate'] = 'true';
    if (this.config.demo) headers['x-nuvra-demo'] = 'true';
    const translation = translationHeader(exchange.book.lines);
    if (translation) headers['x-nuvra-translation'] = translation;
    return headers;
  }
}

async function receiveJson(request: IncomingMessage, maxBytes: number): Promise<Received> {
  const bytes = await readBytes(request, maxBytes);
  return { body: parseJsonObject(bytes), bytes };
}

function bodyOf(body: Bridge['upstreamBody']): string | Readable {
  return body instanceof Readable ? body : JSON.stringify(body);
}

/** Takes a reply chunk by chunk, no faster than the client. */
function pump(call: UpstreamCall, exchange: Exchange, take: (chunk: Buffer) => void): Promise<void> {
  const { response } = exchange;
  return call.forEach((chunk) => {
    exchange.markFirstByte();
    take(chunk);
    if (!response.writableNeedDrain || response.destroyed) return;
    call.pause();
    response.once('drain', () => call.resume());
  });
}

/** The service tier and the speed that a body asks for; Gemini spells the tier its own way. */
function modeOf(body: JsonObject): PriceMode {
  const tier = body['service_tier'] ?? body['serviceTier'];
  const speed = body['speed'];
  return {
    serviceTier: typeof tier === 'string' ? tier : undefined,
    speed: typeof speed === 'string' ? speed : undefined,
  };
}

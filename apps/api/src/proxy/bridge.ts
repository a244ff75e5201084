import {
  AnswerToolReader,
  type Call,
  type Dialect,
  type Failure,
  type InboundDialect,
  joinPieces,
  type JsonObject,
  type ReplyEvent,
  type ReplyFacts,
  type SameDialect,
  type SseFrame,
  type StreamContext,
  type Target,
  type UpstreamDialect,
} from '@nuvra/dialects';
import { type Readable } from 'node:stream';
import { JsonArrayFrames } from './json-array-frames';

/** How one request and its reply cross between the client's dialect and the provider's. */
export interface Bridge {
  /** Where it goes behind the provider's base URL. */
  readonly path: string;
  /** What is sent to the provider, and the headers of the client that go with it. */
  readonly upstreamBody: JsonObject | Readable;
  readonly headers?: Readonly<Record<string, string>>;
  /** How the client gets a stream; server-sent events where nothing is said. */
  readonly framing?: StreamContext['framing'];
  /** What the client gets, where that is neither JSON nor a stream of events. */
  readonly contentType?: string;
  /** A reply begins that is neither JSON nor a stream of events, and goes through byte for byte. */
  begin?(): void;
  /** Filled as the reply is read. */
  readonly facts: ReplyFacts;
  /** What the provider speaks. */
  readonly upstream: UpstreamDialect;
  /**
   * The client's text for the text of a whole reply, both JSON objects.
   * @throws {UnreadableReply}
   */
  reply(text: string): string | Promise<string>;
  /**
   * The client's bytes for a frame of the reply; null for one that is not for the client.
   * @throws {UnreadableReply}
   */
  frame(frame: SseFrame): Buffer | string | null;
  /** The provider's stream is over: the client's last bytes. */
  end(): string;
  /** The reply broke: the bytes that tell the client so; undefined where only a broken connection can. */
  fail(failure: Failure): string | undefined;
}

export interface BridgeContext extends StreamContext {
  readonly target: Target;
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  /**
   * The body as it may be sent, of one that is written.
   * @throws {AppError} when it may not be sent at all
   */
  adapt?(this: void, body: JsonObject): JsonObject;
}

/** Both ends speak the same dialect: the body as it came, frames byte for byte. */
export function passThrough(dialect: Dialect, body: JsonObject, context: BridgeContext): Bridge {
  const prepared = dialect.prepareRequest(body, context.target, context.book);
  let relay: ReturnType<SameDialect['createRelay']> | undefined;
  const open = () => (relay ??= dialect.createRelay(context));
  let facts: ReplyFacts = {};
  // Upstream all streams are server-sent events.
  const array = context.framing === 'json-array' ? new JsonArrayFrames() : undefined;
  const fail = (failure: Failure) => {
    // To its client the reply has the vendor's id: another's error would be an error of its own to SDKs.
    const id = open().facts.vendorId ?? context.id;
    const event = dialect.createStreamWriter({ ...context, id, framing: 'sse' }).write({ type: 'failure', failure });
    return array ? array.write(event) + array.end() : event;
  };
  return {
    path: context.path,
    upstreamBody: context.adapt?.(prepared) ?? prepared,
    headers: context.headers,
    framing: context.framing,
    get facts() {
      return relay?.facts ?? facts;
    },
    upstream: dialect,
    reply(reply) {
      const relayed = dialect.relayReply(reply, context);
      facts = relayed.facts;
      return relayed.text;
    },
    frame(frame) {
      const bytes = open().relay(frame);
      return array && bytes !== null ? array.write(bytes) : bytes;
    },
    end() {
      const failure = open().end();
      if (!failure) return array?.end() ?? '';
      open().facts.failure = failure;
      return fail(failure);
    },
    fail,
  };
}

/** The ends speak different dialects: everything goes through the neutral vocabulary. */
export function translate(
  inbound: InboundDialect,
  call: Call,
  upstream: UpstreamDialect,
  context: BridgeContext,
): Bridge {
  const { body, answerTool } = upstream.writeRequest(joinPieces(call), context.target, context.book);
  const answer = answerTool === undefined ? undefined : new AnswerToolReader(answerTool);
  const facts: ReplyFacts = {};
  const reader = upstream.createStreamReader();
  const writer = inbound.createStreamWriter(context);
  const learned = (read: readonly ReplyEvent[]): readonly ReplyEvent[] => {
    const events = answer ? read.flatMap((event) => answer.read(event)) : read;
    for (const event of events) learn(facts, event);
    return events;
  };
  const write = (events: readonly ReplyEvent[]): string => {
    let text = '';
    for (const event of learned(events)) text += writer.write(event);
    return text;
  };
  return {
    path: context.path,
    upstreamBody: context.adapt?.(body) ?? body,
    framing: context.framing,
    facts,
    upstream,
    reply: (reply) => JSON.stringify(inbound.writeReply(learned(upstream.readReply(JSON.parse(reply))), context)),
    frame: (frame) => write(reader.read(frame)) || null,
    end() {
      const last = write(reader.end());
      return facts.failure ? last : last + writer.end();
    },
    fail: (failure) => writer.write({ type: 'failure', failure }),
  };
}

/** Notes what metering needs of an event. */
function learn(facts: ReplyFacts, event: ReplyEvent): void {
  switch (event.type) {
    case 'usage': {
      const { type: _type, usage, ...served } = event;
      facts.usage = usage;
      facts.served = served;
      break;
    }
    case 'finish':
      facts.finishReason = event.reason;
      break;
    case 'start':
      facts.vendorId = event.id;
      break;
    case 'failure':
      facts.failure = event.failure;
      break;
    default:
  }
}

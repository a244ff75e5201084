import {
  type Call,
  type Failure,
  type InboundDialect,
  type JsonObject,
  type Receipt,
  type ReplyContext,
  type ReplyEvent,
  type ReplyFacts,
  type SameDialect,
  type SseFrame,
  type Target,
  type UpstreamDialect,
} from '@nuvra/dialects';

/** How one request and its reply cross between the client's dialect and the provider's. */
export interface Bridge {
  /** What is sent to the provider. */
  readonly upstreamBody: JsonObject;
  /** What the translation changed or lost; absent where nothing was translated. */
  readonly receipt?: Receipt;
  /** Filled as the reply is read. */
  readonly facts: ReplyFacts;
  /**
   * The client's text for the text of a whole reply, both JSON objects.
   * @throws {UnreadableReply}
   */
  reply(text: string): string;
  /**
   * The client's bytes for a frame of the reply; null for one that is not for the client.
   * @throws {UnreadableReply}
   */
  frame(frame: SseFrame): Buffer | string | null;
  /** The provider's stream is over: the client's last bytes. */
  end(): string;
  /** The reply broke: the bytes that tell the client so. */
  fail(failure: Failure): string;
}

export interface BridgeContext extends ReplyContext {
  readonly target: Target;
  /** Whether the client gets usage in a stream. */
  readonly includeUsage: boolean;
}

/** Both ends speak the same dialect: the body as it came, frames byte for byte. */
export function passThrough(dialect: InboundDialect & SameDialect, body: JsonObject, context: BridgeContext): Bridge {
  let relay: ReturnType<SameDialect['createRelay']> | undefined;
  const open = () => (relay ??= dialect.createRelay(context));
  let facts: ReplyFacts = {};
  const fail = (failure: Failure) => dialect.createStreamWriter(context).write({ type: 'failure', failure });
  return {
    upstreamBody: dialect.prepareRequest(body, context.target),
    get facts() {
      return relay?.facts ?? facts;
    },
    reply(reply) {
      const relayed = dialect.relayReply(reply, context);
      facts = relayed.facts;
      return relayed.text;
    },
    frame: (frame) => open().relay(frame),
    end() {
      const failure = open().end();
      if (!failure) return '';
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
  const { body, receipt } = upstream.writeRequest(call, context.target);
  const facts: ReplyFacts = {};
  const reader = upstream.createStreamReader();
  const writer = inbound.createStreamWriter(context);
  const write = (events: readonly ReplyEvent[]): string => {
    let text = '';
    for (const event of events) {
      learn(facts, event);
      text += writer.write(event);
    }
    return text;
  };
  return {
    upstreamBody: body,
    receipt,
    facts,
    reply(reply) {
      const events = upstream.readReply(JSON.parse(reply));
      for (const event of events) learn(facts, event);
      return JSON.stringify(inbound.writeReply(events, context));
    },
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
  if (event.type === 'usage') facts.usage = event.usage;
  else if (event.type === 'finish') facts.finishReason = event.reason;
  else if (event.type === 'start') facts.vendorId = event.id;
  else if (event.type === 'failure') facts.failure = event.failure;
}

import { type JsonObject } from '../call';
import { type ReplyFacts, UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { ReplyReader } from './reply-reader';

/** Reads of a reply, or of some chunks of one, what metering needs. */
export class FactsReader {
  readonly facts: ReplyFacts = {};
  private readonly reply = new ReplyReader(false);

  /** Whether the vendor said of every choice why it ended, or that it failed. */
  get complete(): boolean {
    return this.reply.complete || this.reply.failed;
  }

  /** Adds what `body` tells; what tells nothing of a reply is no concern of metering's. */
  read(body: JsonObject): void {
    let events: ReplyEvent[];
    try {
      events = this.reply.read(body);
    } catch (error) {
      if (error instanceof UnreadableReply) return;
      throw error;
    }
    for (const event of events) this.learn(event);
    const [finish] = this.reply.complete ? this.reply.ends() : [];
    if (finish) this.facts.finishReason = finish.reason;
  }

  private learn(event: ReplyEvent): void {
    if (event.type === 'start' && event.id !== undefined) this.facts.vendorId = event.id;
    else if (event.type === 'failure') this.facts.failure = event.failure;
    else if (event.type === 'usage') {
      const { type: _type, usage, ...served } = event;
      this.facts.usage = usage;
      if (Object.keys(served).length > 0) this.facts.served = served;
    }
  }
}

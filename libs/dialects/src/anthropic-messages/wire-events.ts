import {
  type ContentBlock,
  type RawContentBlockDelta,
  type RawContentBlockDeltaEvent,
  type RawContentBlockStartEvent,
  type RawContentBlockStopEvent,
  type RawMessageDeltaEvent,
  type RawMessageStartEvent,
  type RawMessageStopEvent,
} from '@anthropic-ai/sdk/resources/messages/messages';
import { type JsonObject } from '../call';

/** What a stream of this dialect is made of. A JSON reply is the same events, folded into one message. */
export type WireEvent =
  RawMessageStartEvent | Ping | BlockStart | BlockDelta | RawContentBlockStopEvent | MessageDelta | RawMessageStopEvent;

interface Ping {
  readonly type: 'ping';
}

/** A block that we write, or one of Anthropic's that nobody read. */
interface BlockStart extends Omit<RawContentBlockStartEvent, 'content_block'> {
  readonly content_block: ContentBlock | JsonObject;
}

interface BlockDelta extends Omit<RawContentBlockDeltaEvent, 'delta'> {
  readonly delta: RawContentBlockDelta | CitationDelta;
}

interface CitationDelta {
  readonly type: 'citations_delta';
  readonly citation: JsonObject;
}

/** With fields that only Anthropic knows. */
interface MessageDelta extends Pick<RawMessageDeltaEvent, 'type'> {
  readonly delta: JsonObject;
  readonly usage: JsonObject;
}

/** Clients listen by the name of the event, which is the type of its data. */
export function writeFrame(event: { readonly type?: unknown }): string {
  return `event: ${String(event.type)}\ndata: ${JSON.stringify(event)}\n\n`;
}

import { type JsonObject } from '../call';
import { type StreamReader, UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { type SseFrame } from '../sse';
import { readFinish } from './finish';
import { isObject } from '../json';
import { stringAt } from './json';
import {
  type Block,
  openingEvents,
  readBlock,
  reasoningDelta,
  reasoningState,
  textDelta,
  toolCallDelta,
} from './read-block';
import { readError } from './read-failure';
import { readStart, usageEvents } from './read-reply';
import { mergeUsage } from './usage';

/** A block that was opened, and what its deltas have brought that is said only when it closes. */
interface OpenBlock {
  readonly block: Block;
  signature: string;
  hasArguments: boolean;
}

/** Reads one streamed message. Source: https://platform.claude.com/docs/en/build-with-claude/streaming */
export class MessageStreamReader implements StreamReader {
  private readonly open = new Map<unknown, OpenBlock>();
  private usage: JsonObject = {};
  private toolCalls = 0;
  private finished = false;
  /** Complete or failed: nothing that follows is read. */
  private closed = false;

  read(frame: SseFrame): ReplyEvent[] {
    if (this.closed) return [];
    const { data } = frame;
    if (data === undefined) return [];
    const event = parse(data);
    switch (event['type']) {
      case 'message_start':
        return this.start(event['message']);
      case 'content_block_start':
        return this.openBlock(event);
      case 'content_block_delta':
        return this.readDelta(event);
      case 'content_block_stop':
        return this.closeBlock(event['index']);
      case 'message_delta':
        return this.finish(event);
      case 'message_stop':
        // Without a stop reason the message is not whole: `end` will say so.
        this.closed = this.finished;
        return [];
      case 'error':
        this.closed = true;
        return [{ type: 'failure', failure: readError(event) }];
      default:
        // `ping`, and events that are yet to be invented.
        return [];
    }
  }

  end(): ReplyEvent[] {
    if (this.closed) return [];
    this.closed = true;
    const message = 'The provider ended the stream before the reply was complete';
    return [{ type: 'failure', failure: { kind: 'upstream', message } }];
  }

  private start(message: unknown): ReplyEvent[] {
    if (!isObject(message)) throw new UnreadableReply('message_start has no message');
    this.usage = mergeUsage({}, message['usage']);
    return [readStart(message), ...usageEvents(this.usage)];
  }

  private openBlock(event: JsonObject): ReplyEvent[] {
    const block = readBlock(event['content_block'], this.toolCalls);
    if (block.kind === 'tool-use') this.toolCalls++;
    const signature = block.kind === 'thinking' ? block.signature : '';
    this.open.set(event['index'], { block, signature, hasArguments: false });
    return openingEvents(block);
  }

  private readDelta(event: JsonObject): ReplyEvent[] {
    const { index, delta } = event;
    const open = this.open.get(index);
    if (open === undefined) throw new UnreadableReply('A delta for a block that is not open');
    if (!isObject(delta)) throw new UnreadableReply('content_block_delta has no delta');
    switch (open.block.kind) {
      case 'text':
        return textDelta(stringAt(delta, 'text') ?? '');
      case 'thinking':
        open.signature += stringAt(delta, 'signature') ?? '';
        return reasoningDelta(stringAt(delta, 'thinking') ?? '');
      case 'tool-use': {
        const piece = stringAt(delta, 'partial_json') ?? '';
        if (piece !== '') open.hasArguments = true;
        return toolCallDelta(open.block.index, piece);
      }
      case 'redacted-thinking':
      case 'other':
        return [];
    }
  }

  private closeBlock(index: unknown): ReplyEvent[] {
    const open = this.open.get(index);
    if (open === undefined) return [];
    this.open.delete(index);
    const { block, signature, hasArguments } = open;
    if (block.kind === 'thinking') return reasoningState('signature', signature);
    // A call without arguments streams none: the input it was opened with stands.
    if (block.kind === 'tool-use' && !hasArguments) return toolCallDelta(block.index, JSON.stringify(block.input));
    return [];
  }

  private finish(event: JsonObject): ReplyEvent[] {
    const { delta, usage } = event;
    if (!isObject(delta)) throw new UnreadableReply('message_delta has no delta');
    this.usage = mergeUsage(this.usage, usage);
    const finish = this.finished ? [] : readFinish(delta);
    this.finished ||= finish.length > 0;
    return [...usageEvents(this.usage), ...finish];
  }
}

function parse(data: string): JsonObject {
  let event: unknown;
  try {
    event = JSON.parse(data);
  } catch {
    throw new UnreadableReply('A stream event is not JSON');
  }
  if (!isObject(event)) throw new UnreadableReply('A stream event is not an object');
  return event;
}

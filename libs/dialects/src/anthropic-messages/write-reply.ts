import { type JsonObject } from '../call';
import { type ReplyContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { asList } from '../json';
import { type ReceiptBook } from '../receipt';
import { MessageWriter } from './message-writer';
import { readInput } from './tool-input';
import { type WireEvent } from './wire-events';

/** Writes a message: what a stream's events add up to. A `failure` event has no place in one: the caller writes an error reply. */
export function writeReply(events: readonly ReplyEvent[], context: ReplyContext): JsonObject {
  // Usage comes after the content, and the message has no other place for it.
  const writer = new MessageWriter(context, () => 0);
  const written = events.flatMap((event) => (event.type === 'failure' ? [] : writer.write(event)));
  return addUp([...written, ...writer.end()], context.book);
}

interface GrowingBlock {
  readonly block: JsonObject;
  inputText: string;
}

function addUp(events: readonly WireEvent[], book: ReceiptBook): JsonObject {
  let message: JsonObject = {};
  const content: GrowingBlock[] = [];
  for (const event of events) {
    if (event.type === 'message_start') message = { ...event.message };
    if (event.type === 'content_block_start') content.push({ block: { ...event.content_block }, inputText: '' });
    if (event.type === 'content_block_delta') grow(content[event.index], event.delta);
    if (event.type === 'message_delta') {
      const { type: _type, delta, ...rest } = event;
      message = { ...message, ...delta, ...rest };
    }
  }
  return { ...message, content: content.map((growing) => grown(growing, book)) };
}

type Delta = Extract<WireEvent, { type: 'content_block_delta' }>['delta'];

function grow(growing: GrowingBlock | undefined, delta: Delta): void {
  if (growing === undefined) return;
  const { block } = growing;
  switch (delta.type) {
    case 'text_delta':
      block['text'] = `${String(block['text'])}${delta.text}`;
      break;
    case 'thinking_delta':
      block['thinking'] = `${String(block['thinking'])}${delta.thinking}`;
      break;
    case 'signature_delta':
      block['signature'] = delta.signature;
      break;
    case 'citations_delta':
      block['citations'] = [...asList(block['citations']), delta.citation];
      break;
    case 'input_json_delta':
      growing.inputText += delta.partial_json;
  }
}

function grown({ block, inputText }: GrowingBlock, book: ReceiptBook): JsonObject {
  if (inputText === '') return block;
  const { input, isExact } = readInput(inputText);
  if (!isExact) {
    book.approximated('response.content', 'Arguments that are no JSON object stand in `input` as one string.');
  }
  return { ...block, input };
}

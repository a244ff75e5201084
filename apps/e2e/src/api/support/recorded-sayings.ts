import { type Message, type RawMessageStreamEvent } from '@anthropic-ai/sdk/resources/messages/messages';
import { type Response, type ResponseStreamEvent } from 'openai/resources/responses/responses';
import { type Recording } from '../../../../../tools/testing/recordings';
import { parsed } from './said';

/*
 * A plain reading of recorded replies, written from the vendors' references and independent of the translators under test. It takes
 * whole recordings at their word and nothing is streamed: enough for replies that are known to be valid.
 */

/** The JSON objects of a recording: one for a JSON reply, one an event for a stream. */
export function objectsIn({ contentType, responseBody }: Recording): unknown[] {
  const text = responseBody.toString('utf8');
  if (!contentType.startsWith('text/event-stream')) return [JSON.parse(text)];
  return text
    .split(/\r?\n/)
    .filter((line) => line.startsWith('data: {'))
    .map((line) => JSON.parse(line.slice('data: '.length)) as unknown);
}

/** A response of OpenAI's; a stream's last event holds the whole of it. */
export function responseIn(recording: Recording): Response {
  const last = objectsIn(recording).at(-1) as Response | ResponseStreamEvent;
  return 'response' in last ? last.response : (last as Response);
}

/** Anthropic's message; of a stream the one that its events build up. https://platform.claude.com/docs/en/build-with-claude/streaming */
export function anthropicMessageIn(recording: Recording): Message {
  const [first, ...events] = objectsIn(recording) as [Message | RawMessageStreamEvent, ...RawMessageStreamEvent[]];
  if (first.type === 'message') return first;
  if (first.type !== 'message_start') throw new Error(`A stream that begins with ${first.type}`);
  const { message } = first;
  const inputs = new Map<number, string>();
  for (const event of events) {
    if (event.type === 'content_block_start') message.content[event.index] = event.content_block;
    else if (event.type === 'content_block_delta') extendBlock(message, event, inputs);
    else if (event.type === 'message_delta') {
      message.stop_reason = event.delta.stop_reason;
      Object.assign(message.usage, withoutNull(event.usage));
    }
  }
  return message;
}

function extendBlock(
  { content }: Message,
  { index, delta }: Extract<RawMessageStreamEvent, { type: 'content_block_delta' }>,
  inputs: Map<number, string>,
): void {
  const block = content[index]!;
  if (delta.type === 'text_delta' && block.type === 'text') block.text += delta.text;
  if (delta.type === 'thinking_delta' && block.type === 'thinking') block.thinking += delta.thinking;
  if (delta.type === 'signature_delta' && block.type === 'thinking') block.signature += delta.signature;
  if (delta.type === 'input_json_delta' && block.type === 'tool_use') {
    const json = (inputs.get(index) ?? '') + delta.partial_json;
    inputs.set(index, json);
    // Complete with the last delta only; an empty one is the input that the block opened with.
    block.input = parsed(json) ?? block.input;
  }
}

function withoutNull(fields: object): object {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== null));
}

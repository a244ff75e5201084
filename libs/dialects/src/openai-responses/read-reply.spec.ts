import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { readReply } from './read-reply';
import { kept, MESSAGE, STOP, text } from './spec-stream';
import { replyOf } from './spec-support';

const START: ReplyEvent = { type: 'start', id: 'resp_1', model: 'm', createdAtSeconds: 9 };
const responseOf = (...items: JsonObject[]): JsonObject => ({
  id: 'resp_1',
  object: 'response',
  created_at: 9,
  model: 'm',
  status: 'completed',
  error: null,
  incomplete_details: null,
  output: items,
});

const part = (words: string) => ({ type: 'output_text', text: words, annotations: [], logprobs: [] });
const output = (words: string) => ({ ...MESSAGE, content: [part(words)] });
const refusal = { ...MESSAGE, content: [{ type: 'refusal', refusal: 'No.' }] };
const call = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'f', arguments: '{}', status: 'completed' };
const image = { type: 'image_generation_call', id: 'ig_1', status: 'completed', result: 'QUJD', output_format: 'webp' };
const reasoning = {
  type: 'reasoning',
  id: 'rs_1',
  summary: [
    { type: 'summary_text', text: 'One.' },
    { type: 'summary_text', text: 'Two.' },
  ],
  encrypted_content: 'gAAA',
};
const thought = { type: 'reasoning', id: 'rs_2', summary: [], content: [{ type: 'reasoning_text', text: 'Hm.' }] };

describe('a whole reply', () => {
  it('says first which reply it is', () => {
    expect(readReply(responseOf())).toEqual([START, STOP]);
    expect(readReply({ output: [] })).toEqual([{ type: 'start' }, STOP]);
  });

  it.each<[string, JsonObject]>([
    ['text', output('Hi')],
    ['text that was cut', { ...output('Hi'), status: 'incomplete' }],
    ['text with a field of its own', { ...output('Hi'), phase: 'commentary' }],
    ['a part with a field of its own', { ...MESSAGE, content: [{ ...part('Hi'), odd: 1 }] }],
    ['two texts', { ...MESSAGE, content: [part('Hi'), part('there')] }],
    ['a refusal', refusal],
    ['a message of nothing', { ...MESSAGE, content: [] }],
    ['a message of nothing but a part that nobody knows', { ...MESSAGE, content: [{ type: 'odd' }] }],
    ['what somebody else said', { ...output('Hi'), role: 'user' }],
    ['a call', call],
    ['a call that was cut', { ...call, status: 'incomplete' }],
    ['a call with a field of its own', { ...call, caller: 'direct' }],
    ['an image', image],
    ['an image that is not ready', { ...image, status: 'generating' }],
    ['an image that failed', { type: 'image_generation_call', id: 'ig_1', status: 'failed', result: null }],
    ['reasoning in paragraphs', reasoning],
    ['reasoning in full', thought],
    ['reasoning that proves itself alone', { ...reasoning, summary: [] }],
    ['a search', { type: 'web_search_call', id: 'ws_1', status: 'completed', action: { type: 'search', query: 'q' } }],
    ['an item that is yet to be invented', { type: 'odd', odd: 1 }],
  ])('with %s is written as it came', (_what, item) => {
    const body = responseOf(item, output('said'));
    expect(replyOf(readReply(body)).reply.output).toEqual(JSON.parse(JSON.stringify(body['output'])));
  });

  it('tells of a message in which state it was left', () => {
    expect(readReply(responseOf({ ...output('Hi'), status: 'incomplete' }))).toContainEqual(
      kept('output[0].status', 'incomplete'),
    );
    expect(readReply(responseOf({ ...output('Hi'), status: undefined }))).not.toContainEqual(
      expect.objectContaining({ path: 'output[0].status' }),
    );
  });

  it('has the model’s words alone, not those of others', () => {
    const events = readReply(responseOf({ ...output('asked'), role: 'user' }, output('said')));
    expect(events).toContainEqual(text('said'));
    expect(events).not.toContainEqual(text('asked'));
    expect(readReply(responseOf({ ...output('said'), role: undefined }))).toContainEqual(text('said'));
  });

  it('names an image’s format, PNG where it does not say', () => {
    const { output_format: _format, ...plain } = image;
    const sources = [image, plain].map(
      (item) => readReply(responseOf(item)).find((event) => event.type === 'media')?.source.mediaType,
    );
    expect(sources).toEqual(['image/webp', 'image/png']);
  });
});

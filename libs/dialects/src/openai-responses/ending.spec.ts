import { describe, expect, it } from 'vitest';
import { type Response } from 'openai/resources/responses/responses';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { framesOf } from '../testing/split-stream';
import { openAiResponses } from './openai-responses';
import { COMPLETED, done, kept, MESSAGE, output, said, sse, STOP, text, textDelta } from './spec-stream';
import { readStream } from './spec-support';

/** What a response says that its request did not. */
type New =
  | (
      | 'id'
      | 'object'
      | 'created_at'
      | 'completed_at'
      | 'model'
      | 'status'
      | 'output'
      | 'output_text'
      | 'usage'
      | 'error'
    )
  | ('incomplete_details' | 'service_tier' | 'conversation' | 'moderation' | 'access_programs' | 'image')
  | ('input_transformations' | 'prompt_cache_diagnostics' | 'tool_usage');

describe('the end', () => {
  const ended = (response: JsonObject): ReplyEvent[] =>
    said({ type: 'response.completed', response: { ...COMPLETED.response, ...response } });

  it.each<[JsonObject, JsonObject]>([
    [{ status: 'completed' }, { reason: 'stop' }],
    [{ status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } }, { reason: 'length' }],
    [{ status: 'incomplete', incomplete_details: { reason: 'content_filter' } }, { reason: 'content-filter' }],
    [
      { status: 'incomplete', incomplete_details: { reason: 'steered' } },
      { reason: 'pause', vendorReason: 'steered' },
    ],
    [
      { status: 'incomplete', incomplete_details: null },
      { reason: 'pause', vendorReason: 'incomplete' },
    ],
    [{ status: 'queued' }, { reason: 'pause', vendorReason: 'queued' }],
    [{ status: 'in_progress' }, { reason: 'pause', vendorReason: 'in_progress' }],
    [{ status: 'yet_to_be_invented' }, { reason: 'stop', vendorReason: 'yet_to_be_invented' }],
    [{ status: undefined }, { reason: 'stop' }],
  ])('%j is %j, and is written as it was', (response, finish) => {
    const events = ended(response);
    expect(events.at(-1)).toEqual({ type: 'finish', choice: 0, ...finish });
    const context = {
      id: 'r',
      model: 'm',
      createdAtSeconds: 1,
      usdCostOf: () => undefined,
      book: { approximated: () => undefined } as never,
    };
    const written = openAiResponses.writeReply(events, context);
    expect(written).toMatchObject({
      status: response['status'] ?? 'completed',
      incomplete_details: response['incomplete_details'] ?? null,
    });
  });

  it('tells usage in disjoint classes, and how the reply was served', () => {
    const usage = {
      input_tokens: 10,
      input_tokens_details: { cached_tokens: 3, cache_write_tokens: 2 },
      output_tokens: 9,
      output_tokens_details: { reasoning_tokens: 4 },
      total_tokens: 19,
    };
    const search = { type: 'web_search_call', action: { type: 'search' } };
    const opened = { type: 'web_search_call', action: { type: 'open_page' } };
    expect(ended({ usage, service_tier: 'flex', output: [search, opened, search] }).at(-2)).toEqual({
      type: 'usage',
      usage: { inputTokens: 5, cacheReadTokens: 3, cacheWrite5mTokens: 2, outputTokens: 5, reasoningTokens: 4 },
      serviceTier: 'flex',
      webSearches: 2,
    });
    expect(ended({ usage: { input_tokens: 1, output_tokens: 2 } }).at(-2)).toEqual({
      type: 'usage',
      usage: { inputTokens: 1, outputTokens: 2 },
    });
    expect(ended({ usage: { total_tokens: 3 } })).toEqual([STOP]);
  });

  it('keeps what only this dialect has words for, and the vendor’s cost is not ours', () => {
    const usage = { input_tokens: 1, output_tokens: 1, cost: 3, is_byok: true };
    const extras = ended({ usage, completed_at: 9, error: null, tools: [] }).filter(({ type }) => type === 'extra');
    expect(extras).toEqual([kept('completed_at', 9), kept('usage.is_byok', true)]);
  });

  it('tells what merely repeats the request from what is new', () => {
    const extras = ended({ store: true, temperature: 1, moderation: { input: {} } }).filter(
      ({ type }) => type === 'extra',
    );
    expect(extras).toEqual([
      { ...kept('store', true), isEcho: true },
      { ...kept('temperature', 1), isEcho: true },
      kept('moderation', { input: {} }),
    ]);
  });

  /** What a response repeats of its request; what else it says is new. */
  const ECHOES: Readonly<Record<Exclude<keyof Response, New>, true>> & Record<string, true> = {
    background: true,
    frequency_penalty: true,
    instructions: true,
    max_output_tokens: true,
    max_tool_calls: true,
    metadata: true,
    parallel_tool_calls: true,
    presence_penalty: true,
    previous_response_id: true,
    prompt: true,
    prompt_cache_key: true,
    prompt_cache_options: true,
    prompt_cache_retention: true,
    reasoning: true,
    safety_identifier: true,
    store: true,
    temperature: true,
    text: true,
    tool_choice: true,
    tools: true,
    top_logprobs: true,
    top_p: true,
    truncation: true,
    user: true,
  };
  it.each(Object.keys(ECHOES))('tells that %s merely repeats the request', (field) => {
    expect(ended({ [field]: 'asked' })).toEqual([{ ...kept(field, 'asked'), isEcho: true }, STOP]);
  });

  it.each(['object', 'output_text', 'incomplete_details', 'error'])('says nothing more by %s', (field) => {
    expect(ended({ [field]: 'told', output: [] })).toEqual([STOP]);
  });

  it('tells the tier also where it tells no usage', () => {
    expect(ended({ service_tier: 'flex' })).toEqual([kept('service_tier', 'flex'), STOP]);
  });

  it('is the end: nothing is read behind it', () => {
    expect(said(COMPLETED, textDelta('x'), COMPLETED)).toEqual([STOP]);
    expect(readStream(framesOf(Buffer.concat([sse(COMPLETED), Buffer.from('data: [DONE]\n\n')])))).toHaveLength(2);
  });
});

describe('a stream that fails', () => {
  const failure = (fields: object): ReplyEvent => ({ type: 'failure', failure: fields as never });

  it.each<[string, JsonObject, object]>([
    [
      'an error as it is documented',
      { type: 'error', code: 'rate_limit_exceeded', message: 'Slow.', param: null },
      { kind: 'rate-limit', code: 'rate_limit_exceeded', message: 'Slow.' },
    ],
    [
      'an error as it comes',
      {
        type: 'error',
        error: { type: 'invalid_request_error', code: 'context_length_exceeded', message: 'Long.', param: 'input' },
      },
      { kind: 'invalid-request', code: 'context_length_exceeded', message: 'Long.', param: 'input' },
    ],
    ['a bare error', { error: { code: 502, message: 'Oops.' } }, { kind: 'upstream', message: 'Oops.' }],
    ['an error without a word', { type: 'error' }, { kind: 'upstream', message: 'The upstream failed.' }],
    [
      'a failed response',
      { type: 'response.failed', response: { status: 'failed', error: { code: 'server_error', message: 'Oops.' } } },
      { kind: 'upstream', code: 'server_error', message: 'Oops.' },
    ],
    [
      'a cancelled response',
      { type: 'response.cancelled', response: { status: 'cancelled' } },
      { kind: 'upstream', message: 'The response was cancelled.' },
    ],
  ])('by %s tells why', (_name, event, expected) => {
    expect(said(textDelta('Hi'), event, COMPLETED)).toEqual([text('Hi'), failure(expected)]);
  });

  it('tells what it used until then', () => {
    const usage = { input_tokens: 1, output_tokens: 1 };
    const response = { status: 'failed', error: { code: 'server_error', message: 'Oops.' }, usage };
    expect(said({ type: 'response.failed', response })).toMatchObject([{ type: 'usage' }, { type: 'failure' }]);
  });

  it.each([
    ['nothing', []],
    ['a beginning', [{ type: 'response.created', response: {} }]],
    ['half of it', [textDelta('Hi'), done(output('Hi'))]],
  ])('after %s was cut short', (_name, events) => {
    const message = 'The upstream ended the stream before the response was complete.';
    expect(said(...events).at(-1)).toEqual(failure({ kind: 'upstream', message }));
  });

  it('in the middle of its last frame was cut short', () => {
    const frames = framesOf(sse(textDelta('Hi'), COMPLETED).subarray(0, -20));
    expect(readStream(frames)).toMatchObject([{ type: 'text-delta' }, { type: 'failure' }]);
  });

  it('by a frame that is no JSON cannot be read', () => {
    expect(() => readStream(framesOf(Buffer.from('data: {"type":\n\n')))).toThrow(UnreadableReply);
  });

  it('by an end without a response cannot be read', () => {
    expect(() => said({ type: 'response.completed' })).toThrow(UnreadableReply);
  });
});

describe('a whole reply', () => {
  it.each([null, 'x', [], {}, { output: 'x' }])('that is %j cannot be read', (body) => {
    expect(() => openAiResponses.readReply(body)).toThrow(UnreadableReply);
  });

  it('that failed tells why', () => {
    const body = { output: [], status: 'failed', error: { code: 'image_content_policy_violation', message: 'No.' } };
    expect(openAiResponses.readReply(body).at(-1)).toMatchObject({
      failure: { kind: 'content-filter', message: 'No.' },
    });
  });

  it('that is an error alone tells why', () => {
    const failure = { kind: 'upstream', message: 'Oops.' };
    expect(openAiResponses.readReply({ error: { message: 'Oops.' } })).toEqual([{ type: 'failure', failure }]);
  });

  it('with a part that nobody knows keeps it in its place', () => {
    const content = [{ type: 'output_text', text: 'a' }, { type: 'output_smell' }, { type: 'output_text', text: 'b' }];
    const events = openAiResponses.readReply({ output: [{ ...MESSAGE, content }] });
    expect(events).toContainEqual(kept('output[0].content[1]', { type: 'output_smell' }));
    const context = { id: 'r', model: 'm', createdAtSeconds: 1, usdCostOf: () => undefined, book: {} as never };
    expect(openAiResponses.writeReply(events, context)).toMatchObject({ output: [{ id: 'msg_1', content }] });
  });
});

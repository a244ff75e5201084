import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { framesOf } from '../testing/split-stream';
import { openAiResponses } from './openai-responses';
import { readStream } from './spec-support';

const COMPLETED = {
  type: 'response.completed',
  response: { id: 'resp_1', model: 'm', created_at: 1, status: 'completed' },
};

function sse(...events: JsonObject[]): Buffer {
  return Buffer.from(
    events.map((event) => `event: ${event['type'] as string}\ndata: ${JSON.stringify(event)}\n\n`).join(''),
  );
}

/** What a stream of these events says, without its start. */
function said(...events: JsonObject[]): ReplyEvent[] {
  return readStream(framesOf(sse(...events))).filter(({ type }) => type !== 'start');
}

const added = (item: JsonObject, output_index = 0) => ({ type: 'response.output_item.added', output_index, item });
const done = (item: JsonObject, output_index = 0) => ({ type: 'response.output_item.done', output_index, item });
const MESSAGE = { type: 'message', role: 'assistant', status: 'completed', id: 'msg_1' };
const ID: ReplyEvent = { type: 'extra', dialect: 'openai-responses', path: 'output[0].id', value: 'msg_1' };
const output = (text: string) => ({ ...MESSAGE, content: [{ type: 'output_text', text, annotations: [] }] });
const textDelta = (delta: string, content_index = 0) => ({
  type: 'response.output_text.delta',
  output_index: 0,
  content_index,
  delta,
});
const text = (value: string): ReplyEvent => ({ type: 'text-delta', choice: 0, text: value });
const END: ReplyEvent = { type: 'text-end', choice: 0 };
const STOP: ReplyEvent = { type: 'finish', choice: 0, reason: 'stop' };

describe('text', () => {
  it('is said as it comes, and once', () => {
    const events = [
      added({ ...MESSAGE, content: [] }),
      textDelta('Hel'),
      textDelta('lo'),
      { type: 'response.output_text.done', output_index: 0, content_index: 0, text: 'Hello' },
      { type: 'response.content_part.done', output_index: 0, content_index: 0, part: output('Hello').content[0] },
      done(output('Hello')),
      { ...COMPLETED, response: { ...COMPLETED.response, output: [output('Hello')] } },
    ];
    expect(said(...events)).toEqual([ID, text('Hel'), text('lo'), END, STOP]);
  });

  it.each([
    ['its done event', { type: 'response.output_text.done', output_index: 0, content_index: 0, text: 'Hello' }],
    [
      'its part',
      { type: 'response.content_part.done', output_index: 0, content_index: 0, part: output('Hello').content[0] },
    ],
    ['its item', done(output('Hello'))],
  ])('that came in no delta is said by %s', (_name, event) => {
    const events = said(added({ ...MESSAGE, content: [] }), event, done(output('Hello')), COMPLETED);
    expect(events).toEqual([ID, text('Hello'), END, STOP]);
  });

  it('of which deltas are missing is completed', () => {
    expect(said(added(MESSAGE), textDelta('Hel'), done(output('Hello')), COMPLETED)).toEqual([
      ID,
      text('Hel'),
      text('lo'),
      END,
      STOP,
    ]);
  });

  it('that is told by the last event alone is said', () => {
    expect(said({ ...COMPLETED, response: { ...COMPLETED.response, output: [output('Hello')] } })).toEqual([
      ID,
      text('Hello'),
      END,
      STOP,
    ]);
  });

  it('whose item nobody announced is said', () => {
    expect(said(textDelta('Hi'), COMPLETED)).toEqual([text('Hi'), STOP]);
  });

  it('comes with its sources and log probabilities', () => {
    const annotation = { type: 'url_citation', url: 'https://a.example', title: 'A', start_index: 0, end_index: 2 };
    const logprobs = [{ token: 'Hi', bytes: [72, 105], logprob: -1, top_logprobs: [{ token: 'Ho', logprob: -2 }] }];
    const whole = { ...MESSAGE, content: [{ type: 'output_text', text: 'Hi', annotations: [annotation], logprobs }] };
    const citation: ReplyEvent = {
      type: 'citation',
      choice: 0,
      citation: {
        url: 'https://a.example',
        title: 'A',
        startIndex: 0,
        endIndex: 2,
        native: { dialect: 'openai-responses', value: annotation },
      },
    };
    const tokens: ReplyEvent = {
      type: 'logprobs',
      choice: 0,
      tokens: [{ token: 'Hi', bytes: [72, 105], logprob: -1, top: [{ token: 'Ho', logprob: -2 }] }],
    };
    expect(
      said(
        added(MESSAGE),
        { ...textDelta('Hi'), logprobs },
        { type: 'response.output_text.annotation.added', output_index: 0, content_index: 0, annotation },
        done(whole),
        COMPLETED,
      ),
    ).toEqual([ID, text('Hi'), tokens, citation, END, STOP]);
    expect(said(done(whole), COMPLETED)).toEqual([ID, text('Hi'), citation, tokens, END, STOP]);
  });
});

describe('a refusal', () => {
  const refusal = { ...MESSAGE, content: [{ type: 'refusal', refusal: 'No.' }] };
  const REFUSED: ReplyEvent = { type: 'finish', choice: 0, reason: 'refusal' };

  it('is said as it comes, and ends the reply as one', () => {
    const deltas = ['N', 'o.'].map((delta) => ({
      type: 'response.refusal.delta',
      output_index: 0,
      content_index: 0,
      delta,
    }));
    expect(said(added(MESSAGE), ...deltas, done(refusal), COMPLETED)).toEqual([
      ID,
      { type: 'refusal-delta', choice: 0, text: 'N' },
      { type: 'refusal-delta', choice: 0, text: 'o.' },
      REFUSED,
    ]);
  });

  it('is said by its done event where it came in no delta', () => {
    const event = { type: 'response.refusal.done', output_index: 0, content_index: 0, refusal: 'No.' };
    expect(said(added(MESSAGE), event, done(refusal), COMPLETED)).toEqual([
      ID,
      { type: 'refusal-delta', choice: 0, text: 'No.' },
      REFUSED,
    ]);
  });
});

describe('calls', () => {
  const call = (n: number, args: string) => ({
    type: 'function_call',
    call_id: `c${n}`,
    name: 'f',
    arguments: args,
    status: 'completed',
  });
  const argued = (output_index: number, delta: string) => ({
    type: 'response.function_call_arguments.delta',
    output_index,
    delta,
  });

  it('are numbered apart from other items, and their arguments may come in turns', () => {
    const events = said(
      done({ type: 'web_search_call', id: 'ws' }),
      added(call(0, ''), 1),
      added(call(1, ''), 2),
      argued(2, '{"b"'),
      argued(1, '{}'),
      argued(2, ':1}'),
      done(call(0, '{}'), 1),
      done(call(1, '{"b":1}'), 2),
      COMPLETED,
    );
    expect(events.slice(1)).toEqual([
      { type: 'tool-call-start', choice: 0, index: 0, id: 'c0', name: 'f' },
      { type: 'tool-call-start', choice: 0, index: 1, id: 'c1', name: 'f' },
      { type: 'tool-call-delta', choice: 0, index: 1, argumentsText: '{"b"' },
      { type: 'tool-call-delta', choice: 0, index: 0, argumentsText: '{}' },
      { type: 'tool-call-delta', choice: 0, index: 1, argumentsText: ':1}' },
      { type: 'finish', choice: 0, reason: 'tool-calls' },
    ]);
  });

  it.each([
    ['their done event', { type: 'response.function_call_arguments.done', output_index: 0, arguments: '{}' }],
    ['their item', done(call(0, '{}'))],
  ])('without deltas have the arguments of %s', (_name, event) => {
    expect(said(added(call(0, '')), event, COMPLETED).slice(0, 2)).toEqual([
      { type: 'tool-call-start', choice: 0, index: 0, id: 'c0', name: 'f' },
      { type: 'tool-call-delta', choice: 0, index: 0, argumentsText: '{}' },
    ]);
  });

  it.each(['call_id', 'name'])('without %s cannot be answered', (key) => {
    expect(() => said(added({ ...call(0, ''), [key]: undefined }))).toThrow(UnreadableReply);
  });
});

describe('reasoning', () => {
  const summary = (summary_index: number, delta: string) => ({
    type: 'response.reasoning_summary_text.delta',
    output_index: 0,
    summary_index,
    delta,
  });
  const proved = { type: 'reasoning', id: 'rs_1', summary: [{ text: 'ab' }, { text: 'c' }], encrypted_content: 'gAAA' };
  const thought = (value: string): ReplyEvent => ({ type: 'reasoning-delta', choice: 0, text: value });
  const BREAK: ReplyEvent = { type: 'reasoning-break', choice: 0 };
  const RS: ReplyEvent = { ...ID, value: 'rs_1' };
  const PROOF: ReplyEvent = {
    type: 'reasoning-state',
    choice: 0,
    state: { dialect: 'openai-responses', kind: 'encrypted', data: 'gAAA', id: 'rs_1' },
  };
  const REFERENCE: ReplyEvent = {
    type: 'reasoning-state',
    choice: 0,
    state: { dialect: 'openai-responses', kind: 'reference', data: 'rs_1' },
  };

  it('comes in paragraphs, with its proof in the end', () => {
    const begun = added({ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'half' });
    const events = said(begun, summary(0, 'a'), summary(0, 'b'), summary(1, 'c'), done(proved), COMPLETED);
    expect(events).toEqual([RS, thought('a'), thought('b'), BREAK, thought('c'), PROOF, STOP]);
  });

  it('that came in no delta is said by its item', () => {
    expect(said(done(proved), COMPLETED)).toEqual([RS, thought('ab'), BREAK, thought('c'), PROOF, STOP]);
  });

  it('is said by its done events where it came in no delta', () => {
    const event = { type: 'response.reasoning_summary_text.done', output_index: 0, summary_index: 0, text: 'ab' };
    expect(said(event, COMPLETED)).toEqual([thought('ab'), STOP]);
  });

  it('in full says where it stands, and is known by its id', () => {
    const item = { type: 'reasoning', id: 'rs_1', summary: [], content: [{ type: 'reasoning_text', text: 'ab' }] };
    const deltas = ['a', 'b'].map((delta) => ({
      type: 'response.reasoning_text.delta',
      output_index: 0,
      content_index: 0,
      delta,
    }));
    const MARK: ReplyEvent = { ...ID, path: 'output[0].content[0].type', value: 'reasoning_text' };
    expect(said(added({ ...item, content: [] }), ...deltas, done(item), COMPLETED)).toEqual([
      RS,
      MARK,
      thought('a'),
      thought('b'),
      REFERENCE,
      STOP,
    ]);
  });

  it('that is not whole when something else begins is proved before that', () => {
    const begun = added({ type: 'reasoning', id: 'rs_1', summary: [] });
    const events = said(begun, summary(0, 'a'), added(MESSAGE, 1), { ...textDelta('x'), output_index: 1 }, COMPLETED);
    expect(events.slice(0, 4)).toEqual([RS, thought('a'), REFERENCE, { ...ID, path: 'output[1].id' }]);
  });

  it('without id or proof has none', () => {
    expect(said(done({ type: 'reasoning', summary: [{ text: 'a' }] }), COMPLETED)).toEqual([thought('a'), STOP]);
  });
});

describe('an item of the vendor’s own', () => {
  it('is told when it is whole, and whatever happens to it before is not', () => {
    const item = { type: 'web_search_call', id: 'ws', status: 'completed', action: { type: 'search', query: 'q' } };
    const events = said(
      added({ ...item, status: 'in_progress' }),
      { type: 'response.web_search_call.searching', output_index: 0 },
      { type: 'response.mcp_call_arguments.delta', output_index: 3, delta: '{' },
      { type: 'response.yet_to_be_invented', output_index: 0 },
      done(item),
      COMPLETED,
    );
    expect(events).toEqual([{ type: 'native', choice: 0, dialect: 'openai-responses', value: item }, STOP]);
  });

  it('that made an image brings that image', () => {
    const item = { type: 'image_generation_call', status: 'completed', result: 'AA==', output_format: 'webp' };
    expect(said(done(item), COMPLETED)).toEqual([
      { type: 'media', choice: 0, media: 'image', source: { kind: 'base64', mediaType: 'image/webp', data: 'AA==' } },
      STOP,
    ]);
    expect(said(done({ ...item, result: null }), COMPLETED)).toMatchObject([{ type: 'native' }, STOP]);
  });
});

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
    const extras = ended({ usage, store: true, error: null, tools: [] }).filter(({ type }) => type === 'extra');
    expect(extras).toMatchObject([
      { path: 'store', value: true },
      { path: 'usage.is_byok', value: true },
    ]);
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

  it('with a part that nobody knows keeps it in its place', () => {
    const content = [{ type: 'output_text', text: 'a' }, { type: 'output_smell' }, { type: 'output_text', text: 'b' }];
    const events = openAiResponses.readReply({ output: [{ ...MESSAGE, content }] });
    expect(events).toContainEqual({ ...ID, path: 'output[0].content[1]', value: { type: 'output_smell' } });
    const context = { id: 'r', model: 'm', createdAtSeconds: 1, usdCostOf: () => undefined, book: {} as never };
    expect(openAiResponses.writeReply(events, context)).toMatchObject({ output: [{ id: 'msg_1', content }] });
  });
});

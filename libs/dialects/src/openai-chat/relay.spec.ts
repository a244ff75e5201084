import { ReceiptBook } from '../receipt';
import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { framesOf } from '../testing/split-stream';
import { type Usage } from '../usage';
import { openAiChat } from './openai-chat';

const usdCostOf = (usage: Usage): number | undefined =>
  usage.inputTokens === undefined ? undefined : usage.inputTokens / 1000;
const data = (chunk: unknown) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`;
const delta = (content: string, rest: JsonObject = {}) => ({
  id: 'c-1',
  choices: [{ index: 0, delta: { content }, finish_reason: null }],
  usage: null,
  ...rest,
});
const FINISH = { id: 'c-1', choices: [{ index: 0, delta: {}, finish_reason: 'stop' }] };
const USAGE = { id: 'c-1', choices: [], usage: { prompt_tokens: 5, completion_tokens: 2 } };
const PAID = { ...USAGE, usage: { cost: 0.005, ...USAGE.usage } };

/** Relays a stream; what is sent on, frame by frame, and what was learned. */
function relay(stream: string, includeUsage = false) {
  const relay = openAiChat.createRelay({ usdCostOf, includeUsage });
  const sent = framesOf(Buffer.from(stream)).map((frame) => relay.relay(frame)?.toString('utf8') ?? null);
  return { sent, failure: relay.end(), facts: relay.facts };
}

describe('the relay', () => {
  it('forwards what it does not change as the very bytes', () => {
    const relay = openAiChat.createRelay({ usdCostOf, includeUsage: true });
    for (const frame of framesOf(Buffer.from(data(delta('a')) + data(delta('b')) + data(FINISH) + data('[DONE]')))) {
      expect(relay.relay(frame)).toBe(frame.bytes);
    }
    expect(relay.end()).toBeNull();
  });

  it('leaves a usage of null out for clients who refuse it, and nothing of what the model says', () => {
    const relay = openAiChat.createRelay({ usdCostOf, includeUsage: true, omitsNullUsage: true });
    const stream = data(delta('a')) + data(delta(',"usage":null')) + data({ ...FINISH, usage: null }) + data(USAGE);
    const sent = framesOf(Buffer.from(stream)).map((frame) => relay.relay(frame)?.toString());
    const { usage: _usage, ...plain } = delta('a');
    const { usage: _alsoUsage, ...tricky } = delta(',"usage":null');
    expect(sent).toEqual([data(plain), data(tricky), data(FINISH), data(PAID)]);
  });

  it('learns the id, the finish and the usage', () => {
    const { facts } = relay(data(delta('a')) + data(FINISH) + data(USAGE) + data('[DONE]'));
    expect(facts).toEqual({ vendorId: 'c-1', finishReason: 'stop', usage: { inputTokens: 5, outputTokens: 2 } });
  });

  it('adds the cost to the usage if the client asked for it, else keeps the usage frame back', () => {
    const stream = data(delta('a')) + data(FINISH) + data(USAGE) + data('[DONE]');
    expect(relay(stream, true).sent).toEqual([data(delta('a')), data(FINISH), data(PAID), data('[DONE]')]);
    expect(relay(stream, false).sent).toEqual([data(delta('a')), data(FINISH), null, data('[DONE]')]);
  });

  it('never keeps a frame back that says something else', () => {
    const both = { ...FINISH, usage: USAGE.usage };
    expect(relay(data(both), false).sent).toEqual([data(both)]);
    expect(relay(data(both), true).sent).toEqual([data({ ...FINISH, usage: PAID.usage })]);
    const groq = { ...FINISH, x_groq: { usage: USAGE.usage } };
    expect(relay(data(groq), true).sent).toEqual([
      data({ ...FINISH, x_groq: { usage: { ...USAGE.usage, cost: 0.005 } } }),
    ]);
  });

  it('leaves usage as it stands where its cost is not known', () => {
    const unknown = data({ ...USAGE, usage: { completion_tokens: 2 } });
    expect(relay(data(delta('a')) + unknown + data('[DONE]'), true).sent[1]).toBe(unknown);
  });

  it('takes the last of several usages', () => {
    const growing = data(delta('a', { usage: { prompt_tokens: 5, completion_tokens: 1 } }));
    const { sent, facts } = relay(growing + data(FINISH) + data(USAGE), true);
    expect(sent[0]).toBe(data(delta('a', { usage: { cost: 0.005, prompt_tokens: 5, completion_tokens: 1 } })));
    expect(facts.usage).toEqual({ inputTokens: 5, outputTokens: 2 });
  });

  it('keeps a usage that comes in several lines one event', () => {
    const { sent } = relay('data: {"choices": [],\ndata:  "usage":\ndata:   {"prompt_tokens": 5}}\n\n', true);
    expect(sent).toEqual(['data: {"choices": [],\ndata:  "usage":\ndata:   {"cost":0.005,"prompt_tokens": 5}}\n\n']);
  });

  it.each([
    ['spaces', 'data: {"choices" : [ ] , "usage" : { "prompt_tokens" : 5 } }\n\n'],
    ['line breaks', 'data: {"choices": [],\ndata:  "usage":\ndata:   {"prompt_tokens": 5}}\n\n'],
    ['CRLF', 'data: {"choices":[],"usage":{"prompt_tokens":5}}\r\n\r\n'],
    ['null before it', 'data: {"choices":[{"usage":null}],"x_groq":{"usage":{"prompt_tokens":5}}}\n\n'],
    [
      'null around a finish',
      'data: {"choices":[{"finish_reason":null},{"finish_reason":null}],"usage":{"prompt_tokens":5}}\n\n',
    ],
  ])('finds usage with %s', (_name, frame) => {
    expect(relay(data(delta('a')) + frame).facts.usage).toEqual({ inputTokens: 5 });
  });

  it('finds a finish in a later choice of the same frame', () => {
    const frame = 'data: {"choices":[{"index":1,"finish_reason" : null},{"index":0,"finish_reason":"stop"}]}\n\n';
    // The first choice of the frame did not finish, but none of it is lost: the sentinel ends the stream.
    expect(relay(data(delta('a')) + frame + data('[DONE]')).failure).toBeNull();
  });

  it('does not take the model’s words for fields', () => {
    const words = delta('"usage":{"prompt_tokens":1}, "finish_reason":"stop", "error":{}, [DONE]');
    const { sent, failure, facts } = relay(data(delta('a')) + data(words));
    expect(sent[1]).toBe(data(words));
    expect(facts).toMatchObject({ vendorId: 'c-1', failure });
    expect(facts.usage ?? facts.finishReason).toBeUndefined();
    expect(failure?.kind).toBe('upstream');
  });

  it('forwards comments, other fields and what is no JSON', () => {
    const odd = [': PROCESSING\n\n', 'event: ping\n\n', 'data: no json\n\n', 'data: 7\n\n'];
    expect(relay(data(delta('a')) + odd.join('') + data('[DONE]')).sent.slice(1, 5)).toEqual(odd);
  });

  it.each<[string, string, string | undefined]>([
    ['finish and sentinel', data(delta('a')) + data(FINISH) + data('[DONE]'), undefined],
    ['a finish without the sentinel', data(delta('a')) + data(FINISH), undefined],
    ['the sentinel without a finish', data(delta('a')) + data('[DONE]'), undefined],
    ['the sentinel without its blank line', data(delta('a')) + 'data: [DONE]', undefined],
    ['neither', data(delta('a')), 'upstream'],
    ['nothing', '', 'upstream'],
  ])('ends well with %s or tells the failure', (_name, stream, kind) => {
    const { failure, facts } = relay(stream);
    expect(failure?.kind).toBe(kind);
    expect(facts.failure).toBe(failure ?? undefined);
  });

  it.each([
    ['an error', data({ error: { message: 'm', code: 503 } }), 'overloaded'],
    ['an error event', 'event: error\ndata: {"message":"m","code":429}\n\n', 'rate-limit'],
    ['an error beside a choice', data({ ...delta(''), error: { message: 'm' } }), 'upstream'],
  ])('forwards %s, so that the client is not told twice', (_name, frame, kind) => {
    const { sent, failure, facts } = relay(data(delta('a')) + frame);
    expect(sent[1]).toBe(frame);
    expect(failure).toBeNull();
    expect(facts.failure).toMatchObject({ kind, message: 'm' });
  });

  it('an error that is null is none', () => {
    expect(relay(data(delta('a')) + data(delta('b', { error: null })) + data('[DONE]')).facts.failure).toBeUndefined();
  });

  it('closes a last frame that is whole but for its blank line, and keeps half a frame back', () => {
    expect(relay(data(delta('a')) + data(FINISH).trimEnd()).sent).toEqual([data(delta('a')), data(FINISH)]);
    expect(relay(data(delta('a')) + `${data(FINISH).trimEnd()}\n`).sent).toEqual([data(delta('a')), data(FINISH)]);
    expect(relay(data(delta('a')) + 'data: [DONE]').sent).toEqual([data(delta('a')), data('[DONE]')]);
    expect(relay(data(delta('a')) + data(delta('b')).slice(0, 40)).sent).toEqual([data(delta('a')), null]);
    expect(relay(data(delta('a')) + ': comm').sent).toEqual([data(delta('a')), null]);
  });
});

it('prices a usage by how it was served', () => {
  const asked: unknown[] = [];
  const relay = openAiChat.createRelay({ usdCostOf: (...of) => void asked.push(of), includeUsage: true });
  const chunks = [
    delta('a', { service_tier: 'priority' }),
    FINISH,
    { choices: [], usage: { prompt_tokens: 5, server_tool_use_details: { web_search_requests: 2 } } },
  ];
  for (const frame of framesOf(Buffer.from(chunks.map(data).join('')))) relay.relay(frame);
  const served = { serviceTier: 'priority', webSearches: 2 };
  expect(asked).toEqual([[{ inputTokens: 5 }, served]]);
  expect(relay.facts).toMatchObject({ served });
});

describe('the prepared request', () => {
  const target = { model: 'upstream' };

  it.each<[JsonObject, JsonObject]>([
    [
      { model: 'a/b', future: { x: [1] } },
      { model: 'upstream', future: { x: [1] } },
    ],
    [
      { model: 'a/b', stream: false },
      { model: 'upstream', stream: false },
    ],
    [{ stream: true }, { model: 'upstream', stream: true, stream_options: { include_usage: true } }],
    [
      { stream: true, stream_options: { include_usage: false, include_obfuscation: false } },
      { model: 'upstream', stream: true, stream_options: { include_usage: true, include_obfuscation: false } },
    ],
    [
      { stream: true, stream_options: null },
      { model: 'upstream', stream: true, stream_options: { include_usage: true } },
    ],
  ])('of %j is %j', (body, prepared) => {
    const before = structuredClone(body);
    expect(openAiChat.prepareRequest(body, target, new ReceiptBook())).toEqual(prepared);
    expect(body).toEqual(before);
  });

  it('shares what it does not change', () => {
    const messages = [{ role: 'user', content: 'x' }];
    expect(openAiChat.prepareRequest({ messages }, target, new ReceiptBook())['messages']).toBe(messages);
  });
});

describe('the relayed reply', () => {
  const relay = (text: string) => openAiChat.relayReply(text, { usdCostOf });

  it.each([
    [
      'between the vendor’s bytes',
      '{ "n": 1.0e2,\n "usage": { "prompt_tokens": 5 } }',
      '{ "n": 1.0e2,\n "usage": { "cost":0.005,"prompt_tokens": 5 } }',
    ],
    ['once', '{"usage":{"prompt_tokens":5,"cost":99}}', '{"usage":{"prompt_tokens":5,"cost":0.005}}'],
    [
      'in the usage that counts, whatever else is called so',
      '{"metadata":{"usage":{"a":1}},"usage":{"prompt_tokens":5}}',
      '{"metadata":{"usage":{"a":1}},"usage":{"prompt_tokens":5,"cost":0.005}}',
    ],
    [
      'and never in a text of the model',
      String.raw`{"choices":[{"message":{"content":"\"usage\": {\"x\""}}],"usage":{"prompt_tokens":5}}`,
      String.raw`{"choices":[{"message":{"content":"\"usage\": {\"x\""}}],"usage":{"cost":0.005,"prompt_tokens":5}}`,
    ],
    [
      'where another vendor tells it',
      '{"x_groq":{"usage":{"prompt_tokens":5}}}',
      '{"x_groq":{"usage":{"prompt_tokens":5,"cost":0.005}}}',
    ],
  ])('takes the cost %s', (_where, text, expected) => {
    expect(relay(text).text).toBe(expected);
  });

  it('gives the facts', () => {
    const text =
      '{"id":"c-1","service_tier":"flex","choices":[{"finish_reason":"tool_calls"}],"usage":{"prompt_tokens":5}}';
    expect(relay(text).facts).toEqual({
      vendorId: 'c-1',
      finishReason: 'tool-calls',
      served: { serviceTier: 'flex' },
      usage: { inputTokens: 5 },
    });
  });

  it.each(['{"choices":[],"usage":{"completion_tokens":1}}', '{}', '{"usage":{}}', '{"usage":null}'])(
    'invents nothing: %s',
    (text) => expect(relay(text).text).toBe(text),
  );

  it('knows an error in a reply that says 200', () => {
    expect(relay('{"error":{"message":"m","code":502}}').facts).toEqual({
      failure: { kind: 'upstream', message: 'm' },
    });
  });

  it.each(['', '[]', 'null', '<html>', '{"a":'])('is no reply: %j', (text) => {
    expect(() => relay(text)).toThrow(UnreadableReply);
  });
});

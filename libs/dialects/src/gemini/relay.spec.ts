import { ReceiptBook } from '../receipt';
import { describe, expect, test } from 'vitest';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type Served } from '../events';
import { sealState } from '../reasoning-state';
import { framesOf } from '../testing/split-stream';
import { type Usage } from '../usage';
import { gemini } from './gemini';

const usdCostOf = (usage: Usage, served?: Served): number | undefined =>
  usage.inputTokens === undefined ? undefined : usage.inputTokens / 8 + (served?.webSearches ?? 0);
const data = (chunk: unknown) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\r\n\r\n`;
const saying = (text: string, rest: JsonObject = {}, beside: JsonObject = {}) => ({
  candidates: [{ content: { parts: [{ text }] }, ...beside }],
  usageMetadata: { promptTokenCount: 4 },
  responseId: 'r1',
  ...rest,
});
const last = saying('', { usageMetadata: { promptTokenCount: 4, candidatesTokenCount: 2 } }, { finishReason: 'STOP' });
const paid = { ...last, usageMetadata: { cost: 0.5, ...last.usageMetadata } };

function relay(...frames: string[]) {
  const relay = gemini.createRelay({ usdCostOf, includeUsage: true });
  const sent = framesOf(Buffer.from(frames.join(''))).map((frame) => relay.relay(frame)?.toString('utf8') ?? null);
  return { sent, failure: relay.end(), facts: relay.facts };
}

describe('the relay', () => {
  test('forwards what does not end as the very bytes', () => {
    const relay = gemini.createRelay({ usdCostOf, includeUsage: true });
    for (const frame of framesOf(Buffer.from(data(saying('a')) + data(saying('b')) + data(saying('c'))))) {
      expect(relay.relay(frame)).toBe(frame.bytes);
    }
  });

  test('puts the cost into the frame that ends, between the vendor’s own bytes', () => {
    const spaced =
      'data: {"candidates": [{"finishReason": "STOP"}],"usageMetadata": {\n"promptTokenCount": 4}}\r\n\r\n';
    expect(relay(data(saying('a')), data(last)).sent).toEqual([data(saying('a')), data(paid)]);
    expect(relay(data(saying('a')), spaced.replace('\n', ' ')).sent[1]).toBe(
      'data: {"candidates": [{"finishReason": "STOP"}],"usageMetadata": { "cost":0.5,"promptTokenCount": 4}}\r\n\r\n',
    );
  });

  test('puts it into each frame that says so, for some models say so in every one', () => {
    expect(relay(data(last), data(last)).sent).toEqual([data(paid), data(paid)]);
  });

  test('puts it once, and not into what is only called like usage', () => {
    const usageMetadata = { cost: 9, promptTokenCount: 4 };
    expect(relay(data({ ...last, usageMetadata })).sent).toEqual([
      data({ ...last, usageMetadata: { ...usageMetadata, cost: 0.5 } }),
    ]);
    const call = { functionCall: { name: 'f', args: { usageMetadata: { a: 1 } } } };
    const both = {
      candidates: [{ content: { parts: [call] }, finishReason: 'STOP' }],
      usageMetadata: { promptTokenCount: 4 },
    };
    expect(relay(data(both)).sent).toEqual([data({ ...both, usageMetadata: { promptTokenCount: 4, cost: 0.5 } })]);
  });

  test('leaves usage as it stands where its cost is not known', () => {
    const free = data({ ...last, usageMetadata: { candidatesTokenCount: 2 } });
    expect(relay(free).sent).toEqual([free]);
  });

  test('tells the facts', () => {
    const grounded = saying('b', {}, { groundingMetadata: { webSearchQueries: ['a'] } });
    const tiered = { ...last, usageMetadata: { ...last.usageMetadata, serviceTier: 'flex' } };
    const { facts, failure } = relay(data(saying('a', { modelVersion: 'gemini-3-x' })), data(grounded), data(tiered));
    expect(failure).toBeNull();
    expect(facts).toEqual({
      vendorId: 'r1',
      usage: { inputTokens: 4, outputTokens: 2 },
      served: { serviceTier: 'flex', webSearches: 1 },
      finishReason: 'stop',
    });
  });

  test('knows a turn of calls from one of words', () => {
    const call = { candidates: [{ content: { parts: [{ functionCall: { name: 'f' } }] } }] };
    expect(relay(data(saying('a')), data(call), data(last)).facts.finishReason).toBe('tool-calls');
  });

  test('counts up to the frame that was forwarded last, whoever asks and when', () => {
    const relay = gemini.createRelay({ usdCostOf, includeUsage: true });
    const growing = [1, 2, 3].map((tokens) => data(saying('a', { usageMetadata: { promptTokenCount: tokens } })));
    for (const [at, frame] of framesOf(Buffer.from(growing.join(''))).entries()) {
      relay.relay(frame);
      if (at !== 1) expect(relay.facts.usage).toEqual({ inputTokens: at + 1 });
    }
    relay.relay(framesOf(Buffer.from(': comment\n\n'))[0]!);
    expect(relay.facts.usage).toEqual({ inputTokens: 3 });
  });

  test('does not take the model’s words for fields', () => {
    const words = data(saying('"finishReason":"STOP","usageMetadata":{"promptTokenCount":1},"error":{}'));
    const { sent, failure } = relay(data(saying('a')), words);
    expect(sent[1]).toBe(words);
    expect(failure?.kind).toBe('upstream');
  });

  test.each<[string, string[], string | undefined]>([
    ['a reason', [data(saying('a')), data(last)], undefined],
    ['a reason in a frame without its blank line', [data(saying('a')), data(last).trimEnd()], undefined],
    ['a blocked prompt', [data({ promptFeedback: { blockReason: 'SAFETY' } })], undefined],
    [
      'an error, which the client was told',
      [data(saying('a')), data({ error: { code: 503, message: 'Busy' } })],
      undefined,
    ],
    ['neither', [data(saying('a'))], 'upstream'],
    ['nothing', [], 'upstream'],
  ])('that ends with %s ends well or tells the failure', (_, frames, kind) => {
    const { failure, facts } = relay(...frames);
    expect(failure?.kind).toBe(kind);
    if (failure) expect(facts.failure).toBe(failure);
  });

  test('forwards an error and knows it', () => {
    const error = data({ error: { code: 503, message: 'Busy' } });
    const { sent, facts } = relay(data(saying('a')), data(saying('b')), error);
    expect(sent[2]).toBe(error);
    expect(facts).toMatchObject({ usage: { inputTokens: 4 }, failure: { kind: 'overloaded', message: 'Busy' } });
  });

  test('forwards comments and what is no reply', () => {
    const odd = [
      ': keep-alive\n\n',
      'data: no json\n\n',
      'data: 7\n\n',
      'data: {"candidates":{},"finishReason":1}\n\n',
      'data: {"error":null}\n\n',
    ];
    expect(relay(...odd).sent).toEqual(odd);
  });

  test('closes a last frame that is whole, and keeps half a frame back', () => {
    expect(relay(data(saying('a')), data(last).trimEnd()).sent[1]).toBe(data(paid));
    expect(relay(data(saying('a')), data(saying('b')).trimEnd()).sent[1]).toBe(data(saying('b')));
    expect(relay(data(saying('a')), data(saying('b')).slice(0, 30)).sent[1]).toBeNull();
    expect(relay(data(saying('a')), ': comm').sent[1]).toBeNull();
  });

  test('keeps JSON in several lines one event', () => {
    const lines = 'data: {"candidates":[{"finishReason":"STOP"}],\ndata: "usageMetadata":{"promptTokenCount":4}}\n\n';
    expect(relay(lines).sent).toEqual([
      'data: {"candidates":[{"finishReason":"STOP"}],\ndata: "usageMetadata":{"cost":0.5,"promptTokenCount":4}}\r\n\r\n',
    ]);
  });
});

describe('the relayed reply', () => {
  const relayed = (text: string) => gemini.relayReply(text, { usdCostOf });

  test('is the vendor’s own text but for the cost', () => {
    const { text, facts } = relayed(
      '{ "n": 1.0e2,\n "candidates": [{"finishReason":"MAX_TOKENS"}], "usageMetadata" : { "promptTokenCount": 4 }, "responseId": "r1" }',
    );
    expect(text).toBe(
      '{ "n": 1.0e2,\n "candidates": [{"finishReason":"MAX_TOKENS"}], "usageMetadata" : { "cost":0.5,"promptTokenCount": 4 }, "responseId": "r1" }',
    );
    expect(facts).toEqual({ vendorId: 'r1', finishReason: 'length', usage: { inputTokens: 4 } });
  });

  test.each([
    '{}',
    '{"candidates":[]}',
    '{"usageMetadata":null}',
    '{"usageMetadata":{}}',
    '{"usageMetadata":{"candidatesTokenCount":1}}',
  ])('of %s is the same', (text) => {
    expect(relayed(text).text).toBe(text);
  });

  test('may be an error', () => {
    expect(relayed('{"error":{"code":429,"message":"Slow down"}}').facts).toEqual({
      failure: { kind: 'rate-limit', message: 'Slow down' },
    });
  });

  test.each(['', '[]', 'null', '<html>', '{"a":'])('is none: %j', (text) => {
    expect(() => relayed(text)).toThrow(UnreadableReply);
  });
});

describe('the prepared request', () => {
  const target = { model: 'gemini-2.5-flash' };

  test('is the body itself', () => {
    const body = { contents: [{ parts: [{ text: 'Hi', thoughtSignature: 's' }] }], future: { x: [1] }, model: 'x' };
    expect(gemini.prepareRequest(body, target, new ReceiptBook())).toBe(body);
    for (const odd of [{}, { contents: 'x' }, { contents: [null, { parts: 'x' }, { parts: [7] }] }]) {
      expect(gemini.prepareRequest(odd, target, new ReceiptBook())).toBe(odd);
    }
  });

  test('has no states of other dialects, which the vendor would refuse', () => {
    const sealed = sealState({ dialect: 'anthropic-messages', kind: 'signature', data: 'x' });
    const call = { functionCall: { name: 'f' } };
    const body = {
      contents: [
        { role: 'user', parts: [{ text: 'Hi' }] },
        {
          role: 'model',
          parts: [
            { text: 'Hm', thought: true, thought_signature: sealed },
            { text: '', thought: true, thoughtSignature: sealed },
            { text: 'A', thoughtSignature: 'own' },
            { ...call, thoughtSignature: sealed },
          ],
        },
        { role: 'model', parts: [{ text: '', thought: true, thoughtSignature: sealed }] },
      ],
      tools: [],
    };
    const before = structuredClone(body);
    const prepared = (signature: JsonObject) => ({
      contents: [
        body.contents[0],
        {
          role: 'model',
          parts: [
            { text: 'Hm', thought: true },
            { text: 'A', thoughtSignature: 'own' },
            { ...call, ...signature },
          ],
        },
        { role: 'model', parts: [{ text: '' }] },
      ],
      tools: [],
    });
    expect(gemini.prepareRequest(body, target, new ReceiptBook())).toEqual(prepared({}));
    expect(gemini.prepareRequest(body, { model: 'gemini-3-flash-preview' }, new ReceiptBook())).toEqual(
      prepared({ thoughtSignature: 'skip_thought_signature_validator' }),
    );
    expect(body).toEqual(before);
  });

  test('the first call of a turn without any signature gets the value that skips its check, from Gemini 3 on', () => {
    const call = { functionCall: { name: 'f', args: {} } };
    const model = (...parts: object[]) => ({ role: 'model', parts });
    const user = { role: 'user', parts: [{ text: 'Hi' }] };
    const stand = { thoughtSignature: 'skip_thought_signature_validator' };
    // As chats keep a stream: the thought, and the calls one by one.
    const contents = [
      user,
      model({ text: 'Hm', thought: true }),
      model(call),
      model(call),
      user,
      model({ ...call, thoughtSignature: 'own' }, call),
    ];
    const signed = [...contents];
    signed[2] = model({ ...call, ...stand });
    const book = new ReceiptBook();
    expect(gemini.prepareRequest({ contents }, { model: 'gemini-3-flash-preview' }, book)).toEqual({
      contents: signed,
    });
    expect(book.lines).toMatchObject([{ outcome: 'approximated', path: 'contents[2].parts[0]' }]);
    expect(gemini.prepareRequest({ contents }, { model: 'gemini-2.5-flash' }, new ReceiptBook())).toEqual({ contents });
  });
});

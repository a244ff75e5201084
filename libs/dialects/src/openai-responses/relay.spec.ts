import { ReceiptBook } from '../receipt';
import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { sealState } from '../reasoning-state';
import { framesOf } from '../testing/split-stream';
import { openAiResponses } from './openai-responses';
import { contextOf, relay } from './spec-support';

const USAGE = '{"input_tokens":3,"output_tokens":2,"input_tokens_details":{"cached_tokens":1}}';
const CREATED = frame('response.created', '{"id":"resp_1","error":null,"output":[]}');
const COMPLETED = frame('response.completed', `{"id":"resp_1", "status":"completed", "usage" : ${USAGE}, "output":[]}`);

/** A frame as OpenAI sends it, with the response's text as given. */
function frame(type: string, response: string): string {
  return `event: ${type}\ndata: {"type":"${type}","response":${response},"sequence_number":1}\n\n`;
}

function delta(text: string): string {
  const data = JSON.stringify({ type: 'response.output_text.delta', delta: text });
  return `event: response.output_text.delta\ndata: ${data}\n\n`;
}

const relayOf = (stream: string) => relay(framesOf(Buffer.from(stream)));
const facts = {
  vendorId: 'resp_1',
  usage: { inputTokens: 2, cacheReadTokens: 1, outputTokens: 2 },
  finishReason: 'stop',
  served: {},
};

describe('a relayed stream', () => {
  it('keeps every byte but for the cost in its last event', () => {
    const stream = CREATED + ': comment\n\n' + delta('a "response.completed" {"error":"x"}') + delta('b') + COMPLETED;
    const relayed = relayOf(stream);
    expect(relayed.relayed).toBe(stream.replace('"usage" : {', '"usage" : {"cost":0.25,'));
    expect(relayed).toMatchObject({ failure: null, facts });
  });

  it.each([
    ['that has a cost already', `{"id":"resp_1","usage":{"cost":9,"input_tokens":1}}`],
    ['beside another field of that name', `{"id":"resp_1","tools":[{"usage":{}}],"usage":{"input_tokens":1}}`],
  ])('is written anew, with its name, where the usage is one %s', (_name, response) => {
    const { relayed } = relayOf(CREATED + frame('response.completed', response));
    const [, last] = relayed.split(/(?<=\n\n)/);
    const body = JSON.parse(response) as { usage: JsonObject };
    expect(last).toMatch(/^event: response\.completed\ndata: /);
    const data = JSON.parse(last!.split('data: ')[1]!) as JsonObject;
    expect(data['response']).toEqual({ ...body, usage: { ...body.usage, cost: 0.25 } });
  });

  it.each([
    [
      'incomplete',
      'response.incomplete',
      '{"id":"resp_1","status":"incomplete","incomplete_details":{"reason":"max_output_tokens"}}',
      'length',
    ],
    ['called a function', 'response.completed', '{"id":"resp_1","output":[{"type":"function_call"}]}', 'tool-calls'],
  ])('that is %s is told from one that stopped', (_name, type, response, finishReason) => {
    expect(relayOf(CREATED + frame(type, response))).toMatchObject({ failure: null, facts: { finishReason } });
  });

  it('tells what its price depends on', () => {
    const response = `{"service_tier":"flex","usage":${USAGE},"output":[{"type":"web_search_call","action":{"type":"search"}}]}`;
    expect(relayOf(frame('response.completed', response)).facts.served).toEqual({
      serviceTier: 'flex',
      webSearches: 1,
    });
  });

  it('may end as Chat Completions do', () => {
    const stream = COMPLETED + 'data: [DONE]\n\n';
    expect(relayOf(stream)).toMatchObject({
      failure: null,
      relayed: expect.stringMatching(/data: \[DONE\]\n\n$/) as string,
    });
  });

  it.each([
    ['an error', 'event: error\ndata: {"type":"error","message":"Oops.","code":"server_error"}\n\n'],
    ['a bare error', 'data: {"error":{"message":"Oops."}}\n\n'],
    [
      'a failed response',
      frame('response.failed', '{"status":"failed","error":{"message":"Oops.","code":"server_error"}}'),
    ],
  ])('that ends in %s is forwarded, and the failure is known', (_name, last) => {
    const relayed = relayOf(CREATED + last);
    expect(relayed.relayed).toBe(CREATED + last);
    expect(relayed.failure).toBeNull();
    expect(relayed.facts).toMatchObject({ failure: { kind: 'upstream', message: 'Oops.' } });
    expect(relayed.facts).not.toHaveProperty('finishReason');
  });

  it.each([
    ['nothing', ''],
    ['a part of it', CREATED + delta('a')],
  ])('of which only %s came is a failure', (_name, stream) => {
    const relayed = relayOf(stream);
    expect(relayed).toMatchObject({ relayed: stream, failure: { kind: 'upstream' } });
    expect(relayed.facts.failure).toBe(relayed.failure);
  });

  it('gives no half frame to the client', () => {
    expect(relayOf(CREATED + delta('abc').slice(0, -8))).toMatchObject({
      relayed: CREATED,
      failure: { kind: 'upstream' },
    });
  });

  it('gives a last frame that only lacks its blank line', () => {
    const { relayed, failure } = relayOf(CREATED + COMPLETED.trimEnd());
    expect(failure).toBeNull();
    expect(relayed.endsWith('\n\n')).toBe(true);
    expect(relayed).toContain('"cost":0.25');
  });

  it('leaves to the client what is no JSON', () => {
    const odd = 'data: {"response.completed"\n\n';
    expect(relayOf(CREATED + odd + COMPLETED).relayed).toContain(odd);
  });

  it('has no cost where it is not known', () => {
    const relay = openAiResponses.createRelay({ includeUsage: true, usdCostOf: () => undefined });
    const [only] = framesOf(Buffer.from(COMPLETED));
    expect(relay.relay(only!)).toBe(only!.bytes);
  });
});

describe('a relayed reply', () => {
  it('keeps every byte but for the cost', () => {
    const text = `{ "id": "resp_1",\n "usage" : ${USAGE}, "status":"completed" }`;
    expect(openAiResponses.relayReply(text, contextOf())).toEqual({
      text: text.replace('"usage" : {', '"usage" : {"cost":0.25,'),
      facts: { ...facts, failure: undefined },
    });
  });

  it('is priced by what was used and how it was served', () => {
    const asked: unknown[] = [];
    openAiResponses.relayReply(`{"usage":${USAGE},"service_tier":"flex"}`, {
      usdCostOf: (...of) => void asked.push(of),
    });
    expect(asked).toEqual([[facts.usage, { serviceTier: 'flex' }]]);
  });

  it('without usage is as it was', () => {
    expect(openAiResponses.relayReply('{"status":"queued"}', contextOf())).toMatchObject({
      text: '{"status":"queued"}',
      facts: { finishReason: 'pause' },
    });
  });

  it('that failed is known', () => {
    const text = '{"status":"failed","error":{"code":"rate_limit_exceeded","message":"Slow."}}';
    expect(openAiResponses.relayReply(text, contextOf())).toMatchObject({
      text,
      facts: { failure: { kind: 'rate-limit' } },
    });
  });

  it('that is an error alone is known', () => {
    const text = '{"error":{"code":429,"message":"Slow."}}';
    expect(openAiResponses.relayReply(text, contextOf())).toMatchObject({
      text,
      facts: { failure: { message: 'Slow.' } },
    });
  });

  it('that is no object cannot be read', () => {
    expect(() => openAiResponses.relayReply('[]', contextOf())).toThrow(UnreadableReply);
  });
});

describe('a prepared request', () => {
  const prepare = (input: unknown) =>
    openAiResponses.prepareRequest({ model: 'm', input }, { model: 'upstream' }, new ReceiptBook());
  const hello = { role: 'user', content: 'hi' };

  it('is the client’s, with the upstream’s model', () => {
    const body = { model: 'm', input: [hello], stream: true, yet_to_be_invented: 1 };
    expect(openAiResponses.prepareRequest(body, { model: 'upstream' }, new ReceiptBook())).toEqual({
      ...body,
      model: 'upstream',
    });
    expect(prepare('hi')).toEqual({ model: 'upstream', input: 'hi' });
  });

  it('keeps the very items where all are the vendor’s', () => {
    const input = [
      hello,
      { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'gAAA' },
      { type: 'reasoning', id: 'rs_2' },
      { type: 'reasoning', summary: [], content: [{ type: 'reasoning_text', text: 'hm' }] },
    ];
    expect(prepare(input)['input']).toBe(input);
  });

  it('leaves out reasoning of another vendor, which OpenAI would refuse', () => {
    const sealed = sealState({ dialect: 'anthropic-messages', kind: 'signature', data: 's' });
    const foreign = { type: 'reasoning', id: 'rs_nv_1_0', summary: [], encrypted_content: sealed };
    const unproved = { type: 'reasoning', id: 'rs_nv_1_0', summary: [{ type: 'summary_text', text: 'hm' }] };
    // Codex sends no ids back.
    const { id: _id, ...nameless } = unproved;
    const book = new ReceiptBook();
    const body = { model: 'm', input: [foreign, hello, unproved, nameless] };
    expect(openAiResponses.prepareRequest(body, { model: 'upstream' }, book)['input']).toEqual([hello]);
    expect(book.lines.map(({ outcome, path }) => `${outcome} ${path}`)).toEqual([
      'dropped input[0]',
      'dropped input[2]',
      'dropped input[3]',
    ]);
  });

  it('opens a proof of the vendor’s own that had to travel sealed', () => {
    const sealed = sealState({ dialect: 'openai-responses', kind: 'encrypted', data: 'gAAA', id: 'rs_7' });
    const item = { type: 'reasoning', id: 'rs_nv_1_0', summary: [], encrypted_content: sealed };
    expect(prepare([item])['input']).toEqual([
      { type: 'reasoning', id: 'rs_7', summary: [], encrypted_content: 'gAAA' },
    ]);
  });
});

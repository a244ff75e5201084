import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type Served } from '../events';
import { ReceiptBook } from '../receipt';
import { sealState } from '../reasoning-state';
import { framesOf } from '../testing/split-stream';
import { type Usage } from '../usage';
import { anthropicMessages } from './anthropic-messages';

const usdCostOf = (usage: Usage): number | undefined =>
  usage.outputTokens === undefined ? undefined : usage.outputTokens / 1000;
const frame = (event: JsonObject) => `event: ${String(event['type'])}\ndata: ${JSON.stringify(event)}\n\n`;

const START = frame({
  type: 'message_start',
  message: { id: 'msg_1', usage: { input_tokens: 5, output_tokens: 1, service_tier: 'standard' } },
});
const PING = 'event: ping\ndata: {"type": "ping"}\n\n';
const DELTA = frame({ type: 'content_block_delta', index: 0, delta: { type: 'text_delta', text: 'a' } });
const END = { type: 'message_delta', delta: { stop_reason: 'tool_use' }, usage: { output_tokens: 2 } };
const PAID = { ...END, usage: { cost: 0.002, output_tokens: 2 } };
const STOP = frame({ type: 'message_stop' });

/** Relays a stream; what is sent on, frame by frame, and what was learned. */
function relay(stream: string) {
  const relay = anthropicMessages.createRelay({ usdCostOf, includeUsage: false });
  const sent = framesOf(Buffer.from(stream)).map((frame) => relay.relay(frame)?.toString('utf8') ?? null);
  return { sent, failure: relay.end(), facts: relay.facts };
}

describe('the relay', () => {
  it('forwards what it does not change as the very bytes', () => {
    const relay = anthropicMessages.createRelay({ usdCostOf, includeUsage: true });
    for (const frame of framesOf(Buffer.from(START + PING + DELTA + STOP)))
      expect(relay.relay(frame)).toBe(frame.bytes);
  });

  it('adds the cost to the usage at the end and nothing else', () => {
    expect(relay(START + DELTA + frame(END) + STOP).sent).toEqual([START, DELTA, frame(PAID), STOP]);
  });

  it('learns what was used, how it was served and how it ended', () => {
    const used = { output_tokens: 2, input_tokens: 9, speed: 'fast', server_tool_use: { web_search_requests: 3 } };
    expect(relay(START + frame({ ...END, usage: used }) + STOP).facts).toEqual({
      vendorId: 'msg_1',
      finishReason: 'tool-calls',
      usage: { inputTokens: 9, outputTokens: 2 },
      served: { serviceTier: 'standard', speed: 'fast', webSearches: 3 },
    });
  });

  it('prices by how it was served', () => {
    const told: (Served | undefined)[] = [];
    const relay = anthropicMessages.createRelay({
      usdCostOf: (_usage, served) => void told.push(served),
      includeUsage: true,
    });
    for (const each of framesOf(Buffer.from(START + frame(END)))) relay.relay(each);
    expect(told).toEqual([{ serviceTier: 'standard' }]);
  });

  it.each([
    ['spaces', 'event: message_delta\ndata: { "usage" : { "output_tokens" : 2 }, "type": "message_delta" }\n\n'],
    ['CRLF', 'event: message_delta\r\ndata: {"type":"message_delta","usage":{"output_tokens":2}}\r\n\r\n'],
    ['no name', 'data: {"type":"message_delta","usage":{"output_tokens":2}}\n\n'],
  ])('finds usage with %s', (_how, end) => {
    const { sent, facts } = relay(START + end);
    expect(facts.usage).toEqual({ inputTokens: 5, outputTokens: 2 });
    expect(sent[1]!.replace(/"cost":0.002,/, '')).toBe(end);
    expect(sent[1]).toContain('"cost":0.002');
  });

  it('writes an event anew whose usage comes in several lines', () => {
    const end = 'data: {"type":"message_delta","usage":\ndata: {"output_tokens":2}}\n\n';
    const whole = { type: 'message_delta', usage: { output_tokens: 2, cost: 0.002 } };
    expect(relay(START + end).sent[1]).toBe(frame(whole));
  });

  it("takes the place of a vendor's own cost", () => {
    const priced = frame({ ...END, usage: { output_tokens: 2, cost: 9 } });
    expect(relay(START + priced).sent[1]).toBe(frame({ ...END, usage: { output_tokens: 2, cost: 0.002 } }));
  });

  it('leaves usage as it stands where its cost is not known', () => {
    const unknown = frame({ type: 'message_delta', delta: {}, usage: { input_tokens: 2 } });
    const bare = frame({ type: 'message_start', message: {} });
    expect(relay(bare + unknown).sent).toEqual([bare, unknown]);
  });

  it("does not take the model's words for events", () => {
    const words = frame({
      type: 'content_block_delta',
      delta: { text: 'event: error\n"type":"message_stop" "usage":{"output_tokens":1}' },
    });
    const { sent, failure } = relay(START + words);
    expect(sent[1]).toBe(words);
    expect(failure?.kind).toBe('upstream');
  });

  it('forwards comments, other events and what is no JSON', () => {
    const odd = [': hi\n\n', frame({ type: 'event_of_tomorrow' }), 'data: no json\n\n', 'data: 7\n\n'];
    expect(relay(START + odd.join('') + STOP).sent.slice(1, 5)).toEqual(odd);
  });

  it.each<[string, string, string | undefined]>([
    ['a reason and a stop', START + frame(END) + STOP, undefined],
    ['a stop without its blank line', START + frame(END) + STOP.trimEnd(), undefined],
    ['a reason without a stop', START + frame(END), 'upstream'],
    ['a stop without a reason', START + STOP, 'upstream'],
    ['neither', START + DELTA, 'upstream'],
    ['nothing', '', 'upstream'],
  ])('ends well with %s or tells the failure', (_how, stream, kind) => {
    const { failure, facts } = relay(stream);
    expect(failure?.kind).toBe(kind);
    expect(facts.failure).toBe(failure ?? undefined);
  });

  it.each([
    frame({ type: 'error', error: { type: 'overloaded_error', message: 'm' } }),
    'event: error\ndata: {"error":{"type":"overloaded_error","message":"m"}}\n\n',
  ])('forwards an error, so that the client is not told twice', (error) => {
    const { sent, failure, facts } = relay(START + error);
    expect(sent[1]).toBe(error);
    expect(failure).toBeNull();
    expect(facts.failure).toMatchObject({ kind: 'overloaded', message: 'm' });
  });

  it('closes a last frame that is whole but for its blank line, and keeps half a frame back', () => {
    expect(relay(START + frame(END).trimEnd()).sent).toEqual([START, frame(PAID)]);
    expect(relay(START + DELTA.trimEnd()).sent).toEqual([START, DELTA]);
    expect(relay(START + DELTA.slice(0, 40)).sent).toEqual([START, null]);
    expect(relay(`${START}: comm`).sent).toEqual([START, null]);
  });
});

describe('the prepared request', () => {
  const target = { model: 'upstream' };

  it('has the model of the upstream, and shares what it does not change', () => {
    const body = { model: 'a/b', messages: [{ role: 'user', content: 'x' }], future: { x: [1] } };
    const before = structuredClone(body);
    const prepared = anthropicMessages.prepareRequest(body, target, new ReceiptBook());
    expect(prepared).toEqual({ ...before, model: 'upstream' });
    expect(prepared['messages']).toBe(body.messages);
    expect(body).toEqual(before);
  });

  const SEALED = sealState({ dialect: 'gemini', kind: 'signature', data: 'x' }, 't');
  const thinking = (signature?: string) => ({ type: 'thinking', thinking: 'Hm', signature });
  const said = { type: 'text', text: SEALED };

  it.each<[string, unknown[], unknown[]]>([
    ['claude-opus-4-8', [thinking(SEALED), thinking('sig=='), said], [thinking('sig=='), said]],
    ['claude-opus-4-8', [thinking(''), thinking(), said], [said]],
    ['deepseek-chat', [thinking(SEALED), thinking(''), thinking(), said], [thinking(''), thinking(), said]],
  ])("leaves out thoughts of another vendor's model for %s: %j", (model, content, left) => {
    const user = { role: 'user', content: 'a' };
    const alone = { role: 'assistant', content: [{ type: 'redacted_thinking', data: SEALED }] };
    const body = { messages: [user, alone, { role: 'assistant', content }] };
    const before = structuredClone(body);
    const book = new ReceiptBook();
    expect(anthropicMessages.prepareRequest(body, { model }, book)).toEqual({
      model,
      messages: [user, { role: 'assistant', content: left }],
    });
    const stays = (block: unknown) => left.some((other) => isDeepStrictEqual(other, block));
    const gone = content.flatMap((block, at) => (stays(block) ? [] : `messages[2].content[${at}]`));
    expect(book.lines.map(({ outcome, path }) => `${outcome} ${path}`)).toEqual(
      ['messages[1].content[0]', ...gone].map((path) => `dropped ${path}`),
    );
    expect(body).toEqual(before);
  });
});

describe('a tool loop that another vendor’s model began', () => {
  const call = { type: 'tool_use', id: 'a', name: 'f', input: {} };
  const loop = (...thoughts: object[]) => [
    { role: 'user', content: 'q' },
    { role: 'assistant', content: [...thoughts, call] },
    { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'a', content: 'r' }] },
  ];
  const budget = { type: 'enabled', budget_tokens: 2048 };
  const thought = (signature: string) => ({ type: 'thinking', thinking: 'Hm', signature });
  const sealed = sealState({ dialect: 'openai-responses', kind: 'encrypted', data: 'x' });

  it.each([
    ['stops thinking by budget', budget, [thought(sealed)], undefined],
    ['stops it where nothing was signed', budget, [thought('')], undefined],
    ['goes on with a proof of its own', budget, [thought('own=='), thought(sealed)], budget],
    ['goes on where the model decides', { type: 'adaptive' }, [thought(sealed)], { type: 'adaptive' }],
  ])('%s', (_promise, thinking, thoughts, sent) => {
    const body = { max_tokens: 4096, thinking, messages: loop(...thoughts) };
    const prepared = anthropicMessages.prepareRequest(body, { model: 'claude-opus-4-8' }, new ReceiptBook());
    expect(prepared['thinking']).toEqual(sent);
  });

  it('is the vendor’s to judge where nothing was taken out', () => {
    const body = { max_tokens: 4096, thinking: budget, messages: loop() };
    expect(anthropicMessages.prepareRequest(body, { model: 'm' }, new ReceiptBook())).toEqual({ ...body, model: 'm' });
  });

  it('is stopped in words, too', () => {
    const book = new ReceiptBook();
    const body = { model: 'm', max_tokens: 4096, thinking: budget, messages: loop(thought(sealed)) };
    const target = { model: 'claude-opus-4-8' };
    const written = anthropicMessages.writeRequest(anthropicMessages.readRequest(body), target, book);
    expect(written.body).not.toHaveProperty('thinking');
    expect(book.lines).toContainEqual(expect.objectContaining({ path: 'thinking', outcome: 'dropped' }));
  });
});

describe('the relayed reply', () => {
  const relay = (text: string) => anthropicMessages.relayReply(text, { usdCostOf });

  it.each([
    [
      'between the vendor’s bytes',
      '{ "n": 1.0e2,\n "usage": { "output_tokens": 2 } }',
      '{ "n": 1.0e2,\n "usage": { "cost":0.002,"output_tokens": 2 } }',
    ],
    ['once', '{"usage":{"output_tokens":2,"cost":99}}', '{"usage":{"output_tokens":2,"cost":0.002}}'],
    [
      'in the usage that counts, whatever else is called so',
      '{"content":[{"input":{"usage":{"a":1}}}],"usage":{"output_tokens":2}}',
      '{"content":[{"input":{"usage":{"a":1}}}],"usage":{"output_tokens":2,"cost":0.002}}',
    ],
    [
      'and never in a text of the model',
      String.raw`{"content":[{"text":"\"usage\": {\"x\""}],"usage":{"output_tokens":2}}`,
      String.raw`{"content":[{"text":"\"usage\": {\"x\""}],"usage":{"cost":0.002,"output_tokens":2}}`,
    ],
  ])('takes the cost %s', (_where, text, expected) => {
    expect(relay(text).text).toBe(expected);
  });

  it('gives the facts', () => {
    const usage = { output_tokens: 2, service_tier: 'batch', server_tool_use: { web_search_requests: 1 } };
    expect(relay(JSON.stringify({ id: 'msg_1', stop_reason: 'max_tokens', usage })).facts).toEqual({
      vendorId: 'msg_1',
      finishReason: 'length',
      usage: { outputTokens: 2 },
      served: { serviceTier: 'batch', webSearches: 1 },
    });
  });

  it.each(['{"usage":{"input_tokens":1}}', '{}', '{"usage":{}}', '{"usage":null}'])('invents nothing: %s', (text) =>
    expect(relay(text).text).toBe(text),
  );

  it('knows an error in a reply that says 200', () => {
    const text = '{"type":"error","error":{"type":"api_error","message":"m"}}';
    expect(relay(text)).toEqual({ text, facts: { failure: { kind: 'upstream', message: 'm', code: 'api_error' } } });
  });

  it.each(['', '[]', 'null', '<html>', '{"a":'])('is no reply: %j', (text) => {
    expect(() => relay(text)).toThrow(UnreadableReply);
  });
});

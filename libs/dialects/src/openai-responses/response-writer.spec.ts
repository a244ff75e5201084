import { describe, expect, it } from 'vitest';
import { type JsonObject, type ReasoningState } from '../call';
import { type ReplyEvent } from '../events';
import { openState } from '../reasoning-state';
import { openAiResponses } from './openai-responses';
import { contextOf, native, outputOf, proof, replyOf, started, text, thought } from './spec-support';

const SIGNATURE: ReasoningState = { dialect: 'anthropic-messages', kind: 'signature', data: 'sig==' };
const ENCRYPTED: ReasoningState = { dialect: 'openai-responses', kind: 'encrypted', data: 'gAAA', id: 'rs_7' };

describe('usage', () => {
  it('counts parts in totals, and has the cost', () => {
    const { reply, receipt } = replyOf([
      {
        type: 'usage',
        usage: { inputTokens: 5, cacheReadTokens: 3, cacheWrite5mTokens: 2, outputTokens: 7, reasoningTokens: 4 },
        serviceTier: 'priority',
      },
    ]);
    expect(reply.usage).toEqual({
      input_tokens: 10,
      input_tokens_details: { cached_tokens: 3, cache_write_tokens: 2 },
      output_tokens: 11,
      output_tokens_details: { reasoning_tokens: 4 },
      total_tokens: 21,
      cost: 0.25,
    });
    expect(reply.service_tier).toBe('priority');
    expect(receipt).toEqual([]);
  });

  it('is left out where it was not told, and so is a cost that is not known', () => {
    expect(replyOf([text('hi')]).reply).not.toHaveProperty('usage');
    const context = { ...contextOf(), usdCostOf: () => undefined };
    const reply = openAiResponses.writeReply([{ type: 'usage', usage: { inputTokens: 1 } }], context);
    expect(reply['usage']).not.toHaveProperty('cost');
  });

  it('is priced as it was served', () => {
    const asked: unknown[] = [];
    const context = { ...contextOf(), usdCostOf: (...of: unknown[]) => void asked.push(of) };
    const usage: ReplyEvent = { type: 'usage', usage: { inputTokens: 1 }, serviceTier: 'flex', webSearches: 2 };
    openAiResponses.writeReply([usage], context);
    expect(asked).toMatchObject([[{ inputTokens: 1 }, { serviceTier: 'flex', webSearches: 2 }]]);
  });

  it('names in the receipt what has no field of its own', () => {
    const { receipt } = replyOf([
      {
        type: 'usage',
        usage: {
          cacheWrite1hTokens: 1,
          inputAudioTokens: 2,
          inputImageTokens: 3,
          outputAudioTokens: 4,
          outputImageTokens: 5,
        },
        speed: 'fast',
        webSearches: 1,
      },
    ]);
    expect(receipt.map(({ path, outcome }) => `${outcome} ${path}`)).toEqual([
      'approximated response.usage.cacheWrite1hTokens',
      'approximated response.usage.inputAudioTokens',
      'approximated response.usage.inputImageTokens',
      'approximated response.usage.outputAudioTokens',
      'approximated response.usage.outputImageTokens',
      'dropped response.usage.speed',
      'dropped response.usage.webSearches',
    ]);
  });
});

describe('the receipt names', () => {
  it.each<[string, ReplyEvent, string]>([
    ['another choice', text('b', 1), 'dropped response.choices[1]'],
    [
      'a source without an address',
      { type: 'citation', choice: 0, citation: { title: 'T' } },
      'dropped response.citations',
    ],
    [
      'log probabilities of a refusal',
      { type: 'logprobs', choice: 0, tokens: [], of: 'refusal' },
      'dropped response.logprobs',
    ],
    [
      'a recording',
      { type: 'media', choice: 0, media: 'audio', source: { kind: 'base64', mediaType: 'audio/wav', data: '' } },
      'dropped response.audio',
    ],
    ['a part of another dialect', native('gemini', { executableCode: {} }), 'dropped response.executableCode'],
    [
      'a field of another dialect',
      { type: 'extra', dialect: 'openai-chat', path: 'system_fingerprint', value: 'fp' },
      'dropped response.system_fingerprint',
    ],
  ])('%s', (_name, event, line) => {
    const { receipt, reply } = replyOf([text('a'), event]);
    expect(receipt.map(({ path, outcome }) => `${outcome} ${path}`)).toEqual([line]);
    expect(reply.output).toMatchObject([{ content: [{ text: 'a' }] }]);
  });

  it('nothing where another dialect repeated the request', () => {
    const echo: ReplyEvent = { type: 'extra', dialect: 'openai-chat', path: 'seed', value: 1, isEcho: true };
    expect(replyOf([text('a'), echo]).receipt).toEqual([]);
  });

  it('a part of another dialect, whose words are no part of the answer', () => {
    const { receipt, reply } = replyOf([{ ...native('gemini', { executableCode: {} }), text: 'print(1)' }]);
    expect(reply.output).toEqual([]);
    expect(receipt).toMatchObject([{ path: 'response.executableCode', outcome: 'dropped' }]);
  });
});

describe('a proof of reasoning', () => {
  const itemsOf = (events: readonly ReplyEvent[]) => outputOf(events) as unknown as JsonObject[];

  it('of this dialect stands under its own id, which it needs', () => {
    const events: ReplyEvent[] = [
      { type: 'extra', dialect: 'openai-responses', path: 'output[0].id', value: 'rs_7' },
      thought('hm'),
      proof(ENCRYPTED),
    ];
    expect(itemsOf(events)).toEqual([
      { type: 'reasoning', id: 'rs_7', summary: summary('hm'), encrypted_content: 'gAAA' },
    ]);
  });

  it('of this dialect travels sealed where its item has another id already', () => {
    const [item] = itemsOf([thought('hm'), proof(ENCRYPTED)]);
    expect(openState(item!['encrypted_content'] as string)).toEqual({ state: ENCRYPTED });
  });

  it.each<ReasoningState>([
    SIGNATURE,
    { dialect: 'anthropic-messages', kind: 'redacted', data: 'čaj ☕' },
    { dialect: 'gemini', kind: 'signature', data: 'a+b/c==' },
    { dialect: 'openai-chat', kind: 'encrypted', data: '{"type":"reasoning.encrypted"}' },
  ])('of $dialect ($kind) comes back byte for byte', (state) => {
    const { reply } = replyOf([thought('hm'), proof(state), text('so')]);
    const call = openAiResponses.readRequest({ model: 'm', input: reply.output });
    expect(call.messages[0]?.parts).toEqual([
      { type: 'reasoning', path: 'input[0].summary', text: 'hm', paragraphs: ['hm'], state },
    ]);
  });

  it('on a call comes back on that call, and its carrier is no message', () => {
    const state: ReasoningState = { dialect: 'gemini', kind: 'signature', data: 'thought' };
    const { reply } = replyOf([{ ...started(0, 'a', 'f'), state }, { ...started(1, 'b', 'g') }]);
    const call = openAiResponses.readRequest({ model: 'm', input: reply.output });
    expect(call.messages.flatMap(({ parts }) => parts as unknown[])).toMatchObject([
      { type: 'tool-call', id: 'a', state },
      { type: 'tool-call', id: 'b' },
    ]);
    expect(call.messages[1]?.parts[0]).not.toHaveProperty('state');
    expect(call.extras.filter(({ path }) => path.startsWith('input[0]'))).toEqual([]);
  });
});

function summary(...texts: string[]) {
  return texts.map((value) => ({ type: 'summary_text', text: value }));
}

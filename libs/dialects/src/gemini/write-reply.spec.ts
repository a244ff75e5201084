import { describe, expect, test } from 'vitest';
import { type JsonObject, type ReasoningState } from '../call';
import { type FinishReason, type ReplyEvent } from '../events';
import { sealState } from '../reasoning-state';
import { ReceiptBook } from '../receipt';
import { exampleContext } from './example-reply';
import { gemini } from './gemini';

const stop: ReplyEvent = { type: 'finish', choice: 0, reason: 'stop' };
const text = (value: string): ReplyEvent => ({ type: 'text-delta', choice: 0, text: value });
const thought = (value: string): ReplyEvent => ({ type: 'reasoning-delta', choice: 0, text: value });
const proof = (state: ReasoningState): ReplyEvent => ({ type: 'reasoning-state', choice: 0, state });
const started = (index: number, state?: ReasoningState): ReplyEvent => ({
  type: 'tool-call-start',
  choice: 0,
  index,
  id: `c${index}`,
  name: `f${index}`,
  ...(state && { state }),
});
const argued = (index: number, argumentsText: string): ReplyEvent => ({
  type: 'tool-call-delta',
  choice: 0,
  index,
  argumentsText,
});
const call = (index: number, args: JsonObject = {}) => ({ functionCall: { id: `c${index}`, name: `f${index}`, args } });
const own: ReasoningState = { dialect: 'gemini', kind: 'signature', data: 's+/=' };
const foreign: ReasoningState = { dialect: 'anthropic-messages', kind: 'signature', data: 'x' };
const other: ReasoningState = { dialect: 'anthropic-messages', kind: 'redacted', data: 'y' };

function reply(events: readonly ReplyEvent[], context = exampleContext()) {
  const { candidates, ...rest } = gemini.writeReply([...events, stop], context) as { candidates: JsonObject[] };
  return { candidates, rest, lines: context.book.lines };
}
const partsOf = (events: readonly ReplyEvent[]): unknown =>
  (reply(events).candidates[0]?.['content'] as JsonObject)['parts'];

describe('a reply written for a client of Gemini', () => {
  test('says what it is and costs', () => {
    const usage: ReplyEvent = { type: 'usage', usage: { inputTokens: 3, outputTokens: 2 }, serviceTier: 'default' };
    const context = exampleContext({
      usdCostOf: (tokens, served) => (served?.serviceTier === 'default' ? (tokens.inputTokens ?? 0) / 8 : undefined),
    });
    expect(
      gemini.writeReply([{ type: 'start', id: 'theirs', model: 'theirs' }, text('Hi'), usage, stop], context),
    ).toEqual({
      candidates: [{ content: { parts: [{ text: 'Hi' }], role: 'model' }, finishReason: 'STOP', index: 0 }],
      usageMetadata: {
        promptTokenCount: 3,
        candidatesTokenCount: 2,
        totalTokenCount: 5,
        promptTokensDetails: [{ modality: 'TEXT', tokenCount: 3 }],
        serviceTier: 'standard',
        cost: 0.375,
      },
      modelVersion: 'google/gemini-x',
      responseId: 'gen-1',
    });
  });

  test.each<[string, ReplyEvent[], unknown]>([
    ['nothing has no parts', [], undefined],
    ['pieces of a text are one part', [text('A'), text('B')], [{ text: 'AB' }]],
    [
      'texts of their own are parts of their own',
      [text('A'), { type: 'text-end', choice: 0 }, text('B')],
      [{ text: 'A' }, { text: 'B' }],
    ],
    ['thoughts are marked', [thought('H'), thought('m'), text('A')], [{ text: 'Hm', thought: true }, { text: 'A' }]],
    [
      'paragraphs of thought are parts of their own',
      [thought('A'), { type: 'reasoning-break', choice: 0 }, thought('B')],
      [
        { text: 'A', thought: true },
        { text: 'B', thought: true },
      ],
    ],
    ['a refusal is a text', [{ type: 'refusal-delta', choice: 0, text: 'No' }], [{ text: 'No' }]],
    [
      'pictures are bytes',
      [{ type: 'media', choice: 0, media: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AA==' } }],
      [{ inlineData: { mimeType: 'image/png', data: 'AA==' } }],
    ],
    [
      'Gemini’s own parts are as they were',
      [{ type: 'native', choice: 0, dialect: 'gemini', value: { toolCall: { id: 'a' }, thoughtSignature: 's' } }],
      [{ toolCall: { id: 'a' }, thoughtSignature: 's' }],
    ],
    [
      'calls are whole and in order',
      [started(0), started(1), argued(1, '{"b":'), argued(0, '{"a":1}'), argued(1, '2}')],
      [call(0, { a: 1 }), call(1, { b: 2 })],
    ],
    ['calls without arguments have none', [started(0), started(1), argued(1, '{}')], [call(0), call(1)]],
    ['calls begin where the first was left out', [started(3), argued(3, '{}')], [call(3)]],
    ['what is said after a call stands after it', [started(0), argued(0, '{}'), text('A')], [call(0), { text: 'A' }]],
    ['arguments of a call that never began are none', [argued(0, '{}')], undefined],
  ])('%s', (_, events, parts) => {
    expect(partsOf(events)).toEqual(parts);
  });

  test.each<[string, ReplyEvent[], unknown]>([
    [
      'Gemini’s own is on the text that it signs',
      [proof(own), text('A'), text('B')],
      [{ text: 'AB', thoughtSignature: 's+/=' }],
    ],
    [
      'Gemini’s own is on the thought that it signs',
      [proof(own), thought('Hm'), text('A')],
      [{ text: 'Hm', thought: true, thoughtSignature: 's+/=' }, { text: 'A' }],
    ],
    [
      'Gemini’s own is on the call that it signs',
      [started(0, own), argued(0, '{}')],
      [{ ...call(0), thoughtSignature: 's+/=' }],
    ],
    [
      'Gemini’s own stands alone before a call',
      [proof(own), started(0), argued(0, '{}')],
      [{ text: '', thoughtSignature: 's+/=' }, call(0)],
    ],
    [
      'Gemini’s own stands alone at the end',
      [text('A'), proof(own)],
      [{ text: 'A' }, { text: '', thoughtSignature: 's+/=' }],
    ],
    [
      'Gemini’s own stands alone in a part of its own',
      [proof(own), { type: 'text-end', choice: 0 }, text('A')],
      [{ text: '', thoughtSignature: 's+/=' }, { text: 'A' }],
    ],
    [
      'another’s is sealed on the thought that it closes',
      [thought('H'), thought('m'), proof(foreign), thought('So'), proof(other), text('A')],
      [
        { text: 'Hm', thought: true, thoughtSignature: sealState(foreign) },
        { text: 'So', thought: true, thoughtSignature: sealState(other) },
        { text: 'A' },
      ],
    ],
    [
      'another’s goes along with the text after it',
      [proof(other), text('A')],
      [{ text: 'A', thoughtSignature: sealState(other) }],
    ],
    [
      'another’s goes along with the call after it',
      [proof(other), started(0), argued(0, '{}')],
      [{ ...call(0), thoughtSignature: sealState(other) }],
    ],
    [
      'another’s stands alone before a thought, another and the end',
      [proof(other), thought('Hm'), proof(foreign), proof(other), proof(foreign)],
      [
        { text: '', thought: true, thoughtSignature: sealState(other) },
        { text: 'Hm', thought: true, thoughtSignature: sealState(foreign) },
        { text: '', thought: true, thoughtSignature: sealState(other) },
        { text: '', thought: true, thoughtSignature: sealState(foreign) },
      ],
    ],
    [
      'another’s that rides on a call is sealed with its id',
      [proof(other), started(0, foreign), argued(0, '{}')],
      [
        { text: '', thought: true, thoughtSignature: sealState(other) },
        { ...call(0), thoughtSignature: sealState(foreign, 'c0') },
      ],
    ],
  ])('a proof of reasoning: %s', (_, events, parts) => {
    expect(partsOf(events)).toEqual(parts);
  });

  test('several choices are candidates, in their order', () => {
    const { candidates } = reply([
      { type: 'text-delta', choice: 1, text: 'B' },
      text('A'),
      { ...stop, choice: 1, reason: 'length' },
    ]);
    expect(candidates).toEqual([
      { content: { parts: [{ text: 'A' }], role: 'model' }, finishReason: 'STOP', index: 0 },
      { content: { parts: [{ text: 'B' }], role: 'model' }, finishReason: 'MAX_TOKENS', index: 1 },
    ]);
  });

  test.each<[FinishReason, string | undefined, JsonObject, number]>([
    ['stop', 'end_turn', { finishReason: 'STOP' }, 0],
    ['tool-calls', 'tool_use', { finishReason: 'STOP' }, 0],
    ['length', undefined, { finishReason: 'MAX_TOKENS' }, 0],
    ['content-filter', 'content_filter', { finishReason: 'SAFETY', finishMessage: 'content_filter' }, 0],
    ['refusal', 'refusal', { finishReason: 'SAFETY', finishMessage: 'refusal' }, 1],
    ['pause', 'pause_turn', { finishReason: 'OTHER', finishMessage: 'pause_turn' }, 1],
    ['error', undefined, { finishReason: 'OTHER' }, 0],
    ['error', 'MALFORMED_FUNCTION_CALL', { finishReason: 'MALFORMED_FUNCTION_CALL' }, 0],
    ['tool-calls', 'STOP', { finishReason: 'STOP' }, 0],
  ])('that ended by %s (%s) says %j', (reason, vendorReason, expected, lines) => {
    const context = exampleContext();
    const finish: ReplyEvent = {
      type: 'finish',
      choice: 0,
      reason,
      ...(vendorReason !== undefined && { vendorReason }),
    };
    const { candidates } = gemini.writeReply([finish], context) as { candidates: JsonObject[] };
    expect(candidates).toEqual([{ content: { role: 'model' }, index: 0, ...expected }]);
    expect(context.book.lines).toHaveLength(lines);
  });

  test('tells log probabilities, all together and in the mean', () => {
    const top = [{ token: 'A', logprob: -1 }];
    const { candidates, lines } = reply([
      text('A'),
      { type: 'logprobs', choice: 0, tokens: [{ token: 'A', logprob: -1, bytes: [65], top }] },
      { type: 'logprobs', choice: 0, tokens: [{ token: 'B', logprob: -3 }] },
    ]);
    expect(candidates[0]).toMatchObject({
      avgLogprobs: -2,
      logprobsResult: {
        chosenCandidates: [
          { token: 'A', logProbability: -1 },
          { token: 'B', logProbability: -3 },
        ],
        topCandidates: [{ candidates: [{ token: 'A', logProbability: -1 }] }, { candidates: [] }],
      },
    });
    expect(lines).toMatchObject([{ path: 'response.logprobs.bytes', outcome: 'dropped' }]);
    expect(
      reply([{ type: 'logprobs', choice: 0, tokens: [{ token: 'A', logprob: 0 }] }]).candidates[0]?.['logprobsResult'],
    ).toEqual({
      chosenCandidates: [{ token: 'A', logProbability: 0 }],
    });
  });

  test('restores what only Gemini knows, and drops what only others know', () => {
    const { candidates, rest, lines } = reply([
      { type: 'extra', dialect: 'gemini', path: 'candidates[0].safetyRatings', value: [1] },
      { type: 'extra', dialect: 'gemini', path: 'usageMetadata.promptTokenCount', value: 9 },
      { type: 'extra', dialect: 'gemini', path: 'modelStatus', value: { modelStage: 'LEGACY' } },
      { type: 'extra', dialect: 'openai-chat', path: 'system_fingerprint', value: 'x' },
      { type: 'usage', usage: { inputTokens: 1 } },
    ]);
    expect(candidates[0]).toMatchObject({ safetyRatings: [1] });
    expect(rest).toMatchObject({ modelStatus: { modelStage: 'LEGACY' }, usageMetadata: { promptTokenCount: 9 } });
    expect(lines).toMatchObject([{ path: 'response.system_fingerprint', outcome: 'dropped' }]);
  });

  test('to a blocked prompt has no candidates', () => {
    const feedback = { blockReason: 'SAFETY' };
    const extra: ReplyEvent = { type: 'extra', dialect: 'gemini', path: 'promptFeedback', value: feedback };
    const blocked = gemini.writeReply(
      [extra, { ...stop, reason: 'content-filter', vendorReason: 'SAFETY' }],
      exampleContext(),
    );
    expect(blocked).toEqual({ promptFeedback: feedback, modelVersion: 'google/gemini-x', responseId: 'gen-1' });
    expect(reply([text('A'), extra]).candidates).toHaveLength(1);
    expect(reply([{ ...extra, value: {} }]).candidates).toHaveLength(1);
  });

  test.each<[string, ReplyEvent]>([
    ['response.choices[0].refusal', { type: 'refusal-delta', choice: 0, text: 'No' }],
    ['response.choices[0].native', { type: 'native', choice: 0, dialect: 'openai-responses', value: {}, text: 'A' }],
    ['response.choices[0].stopSequence', { ...stop, stopSequence: 'x' }],
    ['response.choices[0].toolCalls[0].arguments', argued(0, '{"a":')],
    ['response.choices[0].toolCalls[0].arguments', argued(0, '{"a":9007199254740993}')],
    ['response.usage.cacheWrite1hTokens', { type: 'usage', usage: { cacheWrite1hTokens: 1, cacheWrite5mTokens: 0 } }],
    ['response.usage.cacheWrite5mTokens', { type: 'usage', usage: { cacheWrite5mTokens: 1 } }],
    ['response.usage.speed', { type: 'usage', usage: {}, speed: 'fast' }],
    ['response.usage.webSearches', { type: 'usage', usage: {}, webSearches: 2 }],
  ])('says of %s that Gemini has not quite the word for it', (path, event) => {
    const events = event.type === 'tool-call-delta' ? [started(0), event] : [event];
    const context = exampleContext();
    gemini.writeReply(events, context);
    expect(context.book.lines).toEqual([
      { path, outcome: expect.stringMatching(/approximated|dropped/) as string, why: expect.any(String) as string },
    ]);
  });

  test('tells searches by Gemini’s own field where there is one', () => {
    const grounding: ReplyEvent = {
      type: 'extra',
      dialect: 'gemini',
      path: 'candidates[0].groundingMetadata',
      value: {},
    };
    expect(reply([{ type: 'usage', usage: {}, webSearches: 2 }, grounding]).lines).toEqual([]);
  });

  test('goes on with the same book', () => {
    const book = new ReceiptBook();
    reply([{ type: 'refusal-delta', choice: 0, text: 'No' }], exampleContext({ book }));
    expect(book.lines).toHaveLength(1);
  });
});

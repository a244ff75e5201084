import { describe, expect, test } from 'vitest';
import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { exampleContext, streamed } from './example-reply';

const text = (value: string): ReplyEvent => ({ type: 'text-delta', choice: 0, text: value });
const started = (index: number, choice = 0): ReplyEvent => ({
  type: 'tool-call-start',
  choice,
  index,
  id: `c${index}`,
  name: `f${index}`,
});
const argued = (index: number, argumentsText: string): ReplyEvent => ({
  type: 'tool-call-delta',
  choice: 0,
  index,
  argumentsText,
});
const stop: ReplyEvent = { type: 'finish', choice: 0, reason: 'stop' };
const usage: ReplyEvent = { type: 'usage', usage: { inputTokens: 3, outputTokens: 2 } };
const failure: ReplyEvent = { type: 'failure', failure: { kind: 'overloaded', message: 'Busy' } };
const status = {
  error: {
    code: 503,
    message: 'Busy',
    status: 'UNAVAILABLE',
    details: [{ '@type': 'type.googleapis.com/google.rpc.ErrorInfo', reason: 'OVERLOADED', domain: 'nuvra' }],
  },
};

const ids = { modelVersion: 'google/gemini-x', responseId: 'gen-1' };
const chunk = (parts: JsonObject[], beside: JsonObject = {}) => ({
  candidates: [{ content: { parts, role: 'model' }, ...beside, index: 0 }],
  ...ids,
});
const call = (index: number, args: JsonObject = {}) => ({ functionCall: { id: `c${index}`, name: `f${index}`, args } });
const last = chunk([{ text: '' }], { finishReason: 'STOP' });

describe('a stream written for a client of Gemini', () => {
  test('says what comes when it comes; why it ended, usage and cost with the last chunk', () => {
    const { chunks, text: written } = streamed(
      [{ type: 'start' }, text('A'), text('B'), stop, usage],
      exampleContext({ usdCostOf: () => 0.25 }),
    );
    expect(chunks).toEqual([
      [],
      [chunk([{ text: 'A' }])],
      [chunk([{ text: 'B' }])],
      [],
      [],
      [
        {
          ...last,
          usageMetadata: {
            promptTokenCount: 3,
            candidatesTokenCount: 2,
            totalTokenCount: 5,
            promptTokensDetails: [{ modality: 'TEXT', tokenCount: 3 }],
            cost: 0.25,
          },
        },
      ],
    ]);
    expect(written).not.toContain('[DONE]');
    expect(written.endsWith('}\r\n\r\n')).toBe(true);
  });

  test('has no chunk without a content, for the vendor’s SDK forgets a conversation that has one', () => {
    const logprobs: ReplyEvent = { type: 'logprobs', choice: 0, tokens: [{ token: 'A', logprob: -1 }] };
    const { chunks } = streamed([text('A'), logprobs, stop]);
    expect(chunks.slice(1)).toEqual([
      [chunk([{ text: '' }], { logprobsResult: { chosenCandidates: [{ token: 'A', logProbability: -1 }] } })],
      [],
      [last],
    ]);
  });

  test.each<[string, ReplyEvent[], JsonObject[][]]>([
    [
      'when something else comes',
      [started(0), argued(0, '{"a":'), argued(0, '1}'), text('A'), stop],
      [[], [], [], [call(0, { a: 1 }), { text: 'A' }], []],
    ],
    [
      'when the next call begins',
      [started(0), argued(0, '{}'), started(1), argued(1, '{}'), stop],
      [[], [], [call(0)], [], [call(1)]],
    ],
    [
      'at the end, where nothing tells that its arguments are whole',
      [started(0), text('A'), stop],
      [[], [{ text: 'A' }], [call(0)]],
    ],
    [
      'after those before it, though it is whole before they are',
      [started(0), started(1), argued(1, '{"b":2}'), argued(0, '{"a":'), text('A'), argued(0, '1}'), stop],
      [[], [], [], [], [{ text: 'A' }], [], [call(0, { a: 1 }), call(1, { b: 2 })]],
    ],
    [
      'and not for a text that only ends like one',
      [started(0), argued(0, '{"a":{}'), text('A'), argued(0, '}'), stop],
      [[], [], [{ text: 'A' }], [], [call(0, { a: {} })]],
    ],
  ])('a call comes whole %s', (_, events, parts) => {
    const { chunks } = streamed(events);
    expect(chunks).toEqual([...parts.map((said) => (said.length > 0 ? [chunk(said)] : [])), [last]]);
  });

  test('a proof that closes a thought comes at once', () => {
    const state = { dialect: 'anthropic-messages', kind: 'signature', data: 'x' } as const;
    const { chunks } = streamed([
      { type: 'reasoning-delta', choice: 0, text: 'Hm' },
      { type: 'reasoning-state', choice: 0, state },
      stop,
    ]);
    expect(chunks[1]).toMatchObject([
      chunk([{ text: '', thought: true, thoughtSignature: expect.any(String) as string }]),
    ]);
  });

  test('several choices come each in its own chunks, and end together', () => {
    const { chunks } = streamed([
      { ...text('B'), choice: 1 } as ReplyEvent,
      text('A'),
      stop,
      { ...stop, choice: 1, reason: 'length' },
    ]);
    expect(chunks.at(-1)).toMatchObject([
      {
        candidates: [
          { index: 0, finishReason: 'STOP' },
          { index: 1, finishReason: 'MAX_TOKENS' },
        ],
      },
    ]);
  });

  test('sources and fields of Gemini’s own come with the last chunk', () => {
    const { chunks } = streamed([
      text('A'),
      { type: 'citation', choice: 0, citation: { url: 'https://example.com', startIndex: 0, endIndex: 1 } },
      { type: 'extra', dialect: 'gemini', path: 'candidates[0].urlContextMetadata', value: {} },
      stop,
    ]);
    expect(chunks.slice(1)).toMatchObject([
      [],
      [],
      [],
      [
        {
          candidates: [
            {
              groundingMetadata: { groundingChunks: [{ web: { uri: 'https://example.com' } }] },
              urlContextMetadata: {},
            },
          ],
        },
      ],
    ]);
  });

  test.each(['sse', undefined] as const)('that breaks says so in a chunk (%s)', (framing) => {
    const { text: written } = streamed([text('A'), failure], exampleContext(framing && { framing }));
    expect(written).toBe(
      `data: ${JSON.stringify(chunk([{ text: 'A' }]))}\r\n\r\ndata: ${JSON.stringify(status)}\r\n\r\n`,
    );
  });

  test.each<[string, ReplyEvent[], unknown[]]>([
    ['with words', [text('A'), text('B'), stop], [chunk([{ text: 'A' }]), chunk([{ text: 'B' }]), last]],
    ['without words', [stop], [last]],
    ['without anything', [], [{ candidates: [], ...ids }]],
    ['that breaks', [text('A'), failure], [chunk([{ text: 'A' }]), status]],
    ['that breaks at once', [failure], [status]],
  ])('may be one JSON array: a stream %s', (_, events, elements) => {
    const { text: written } = streamed(events, exampleContext({ framing: 'json-array' }));
    expect(JSON.parse(written)).toEqual(elements);
  });
});

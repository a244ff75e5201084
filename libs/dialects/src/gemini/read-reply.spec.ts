import { describe, expect, test } from 'vitest';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { readReply } from './read-reply';

const reply = (parts: object[], rest: object = {}) => ({
  candidates: [{ content: { parts, role: 'model' }, finishReason: 'STOP', index: 0 }],
  responseId: 'r1',
  modelVersion: 'gemini-x',
  ...rest,
});
const start: ReplyEvent = { type: 'start', id: 'r1', model: 'gemini-x' };
const stop: ReplyEvent = { type: 'finish', choice: 0, reason: 'stop', vendorReason: 'STOP' };
const toolStop: ReplyEvent = { ...stop, reason: 'tool-calls' };
const state = { dialect: 'gemini', kind: 'signature', data: 'A+/b==' } as const;

const native = (value: JsonObject, text?: string): ReplyEvent => ({
  type: 'native',
  choice: 0,
  dialect: 'gemini',
  value,
  ...(text !== undefined && { text }),
});

/** The events between start and finish. */
const between = (parts: object[]): ReplyEvent[] => readReply(reply(parts)).slice(1, -1);

describe('a whole Gemini reply', () => {
  test('is told from start to finish, usage before the end', () => {
    expect(readReply(reply([{ text: 'Hi' }], { usageMetadata: { promptTokenCount: 1 } }))).toEqual([
      start,
      { type: 'text-delta', choice: 0, text: 'Hi' },
      { type: 'usage', usage: { inputTokens: 1 } },
      stop,
    ]);
  });

  test('without id and model starts all the same', () => {
    expect(readReply({ candidates: [{ finishReason: 'STOP' }] })).toEqual([{ type: 'start' }, stop]);
  });

  test.each<[string, object[], ReplyEvent[]]>([
    ['thoughts are reasoning', [{ text: 'Hm', thought: true }], [{ type: 'reasoning-delta', choice: 0, text: 'Hm' }]],
    ['an empty text says nothing', [{ text: '' }], []],
    [
      'a signature comes before the text it signs',
      [{ text: 'Hi', thoughtSignature: 'A+/b==' }],
      [
        { type: 'reasoning-state', choice: 0, state },
        { type: 'text-delta', choice: 0, text: 'Hi' },
      ],
    ],
    [
      'a signature may stand alone',
      [{ text: '', thoughtSignature: 'A+/b==' }],
      [{ type: 'reasoning-state', choice: 0, state }],
    ],
    [
      'a part of text after another is a text of its own',
      [{ text: 'A' }, { text: 'B' }, { text: 'Hm', thought: true }, { text: 'So', thought: true }],
      [
        { type: 'text-delta', choice: 0, text: 'A' },
        { type: 'text-end', choice: 0 },
        { type: 'text-delta', choice: 0, text: 'B' },
        { type: 'reasoning-delta', choice: 0, text: 'Hm' },
        { type: 'reasoning-break', choice: 0 },
        { type: 'reasoning-delta', choice: 0, text: 'So' },
      ],
    ],
    [
      'pictures, recordings and files are media, behind the signature on them',
      [
        { inlineData: { mimeType: 'image/png', data: 'AA==' }, thoughtSignature: 'A+/b==' },
        { inlineData: { mimeType: 'audio/wav', data: 'AQ==' } },
        { inlineData: { mimeType: 'application/pdf', data: 'Ag==' } },
      ],
      [
        { type: 'reasoning-state', choice: 0, state },
        { type: 'media', choice: 0, media: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'AA==' } },
        { type: 'media', choice: 0, media: 'audio', source: { kind: 'base64', mediaType: 'audio/wav', data: 'AQ==' } },
        {
          type: 'media',
          choice: 0,
          media: 'file',
          source: { kind: 'base64', mediaType: 'application/pdf', data: 'Ag==' },
        },
      ],
    ],
    [
      'the work of server-side tools is told as it is, and in words where it has some',
      [
        { executableCode: { code: 'print(1)', language: 'PYTHON' }, thoughtSignature: 'x' },
        { codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1\n' } },
        { toolCall: { id: 'a', toolType: 'GOOGLE_SEARCH_WEB' } },
        { fileData: { fileUri: 'files/a' } },
        { inlineData: { mimeType: 'image/png', data: 'AA==' }, thought: true },
      ],
      [
        native({ executableCode: { code: 'print(1)', language: 'PYTHON' }, thoughtSignature: 'x' }, 'print(1)'),
        native({ codeExecutionResult: { outcome: 'OUTCOME_OK', output: '1\n' } }, '1\n'),
        native({ toolCall: { id: 'a', toolType: 'GOOGLE_SEARCH_WEB' } }),
        native({ fileData: { fileUri: 'files/a' } }),
        native({ inlineData: { mimeType: 'image/png', data: 'AA==' }, thought: true }),
      ],
    ],
    ['a part of nothing says nothing', [{}], []],
  ])('%s', (_, parts, events) => {
    expect(between(parts)).toEqual(events);
  });

  test('tool calls come whole, with ids of the reply where the wire has none', () => {
    const parts = [
      { functionCall: { name: 'f', args: { a: 'ä' } }, thoughtSignature: 'A+/b==' },
      { functionCall: { name: 'g', id: 'own' } },
      { functionCall: { name: 'h', args: {} } },
    ];
    expect(readReply(reply(parts))).toEqual([
      start,
      { type: 'tool-call-start', choice: 0, index: 0, id: 'call_r1_0', name: 'f', state },
      { type: 'tool-call-delta', choice: 0, index: 0, argumentsText: '{"a":"ä"}' },
      { type: 'tool-call-start', choice: 0, index: 1, id: 'own', name: 'g' },
      { type: 'tool-call-delta', choice: 0, index: 1, argumentsText: '{}' },
      { type: 'tool-call-start', choice: 0, index: 2, id: 'call_r1_2', name: 'h' },
      { type: 'tool-call-delta', choice: 0, index: 2, argumentsText: '{}' },
      toolStop,
    ]);
  });

  test('several candidates are choices, each with its own calls and end', () => {
    const call = { content: { parts: [{ functionCall: { name: 'f' } }] } };
    const events = readReply({
      candidates: [
        { ...call, finishReason: 'STOP' },
        { ...call, finishReason: 'STOP', index: 1 },
        { content: { parts: [{ text: 'x' }] }, finishReason: 'SAFETY', index: 2 },
      ],
    });
    expect(
      events.flatMap((event) => (event.type === 'tool-call-start' ? [[event.choice, event.index, event.id]] : [])),
    ).toEqual([
      [0, 0, 'call_0'],
      [1, 0, 'call_1'],
    ]);
    expect(events.slice(-3)).toEqual([
      toolStop,
      { ...toolStop, choice: 1 },
      { type: 'finish', choice: 2, reason: 'content-filter', vendorReason: 'SAFETY' },
    ]);
  });

  test('a blocked prompt ends the first choice', () => {
    expect(readReply({ promptFeedback: { blockReason: 'OTHER' }, responseId: 'r1' })).toEqual([
      { type: 'start', id: 'r1' },
      { type: 'extra', dialect: 'gemini', path: 'promptFeedback', value: { blockReason: 'OTHER' } },
      { type: 'finish', choice: 0, reason: 'content-filter', vendorReason: 'OTHER' },
    ]);
  });

  test('feedback on a prompt that was answered changes nothing', () => {
    expect(readReply(reply([], { promptFeedback: { blockReason: 'SAFETY' } })).at(-1)).toEqual(stop);
    expect(readReply(reply([], { promptFeedback: { safetyRatings: [] } })).at(-1)).toEqual(stop);
  });

  test.each([
    { usageMetadata: { promptTokenCount: 1 } },
    { candidates: [] },
    { candidates: [{ content: { parts: [] } }] },
  ])('one that never says why it ended, as %j, ended in error', (body) => {
    expect(readReply(body).at(-1)).toEqual({ type: 'finish', choice: 0, reason: 'error' });
  });

  test('an error in place of a reply is a failure', () => {
    expect(readReply({ error: { code: 503, status: 'UNAVAILABLE', message: 'Busy' } })).toEqual([
      { type: 'failure', failure: { kind: 'overloaded', message: 'Busy', code: 'UNAVAILABLE' } },
    ]);
  });

  test.each([
    [null, /JSON object/],
    ['<html>', /JSON object/],
    [[], /JSON object/],
    [{}, /no field/],
    [{ choices: [] }, /no field/],
    [{ candidates: {} }, /no list/],
  ])('%j is none', (body, message) => {
    expect(() => readReply(body)).toThrow(UnreadableReply);
    expect(() => readReply(body)).toThrow(message);
  });

  test.each(['candidates', 'promptFeedback', 'usageMetadata', 'modelVersion', 'responseId'])(
    '%s alone makes one',
    (field) => {
      expect(readReply({ [field]: field === 'candidates' ? [] : 'x' }).at(-1)?.type).toBe('finish');
    },
  );
});

describe('log probabilities', () => {
  const chosenCandidates = [{ token: 'Hi', logProbability: -0.5 }, { token: '!' }, { logProbability: -1 }];
  const topCandidates = [
    { candidates: [{ token: 'Hi', logProbability: -0.5 }, { token: 'Ho', logProbability: -2 }, {}] },
  ];

  test('name the token chosen and the likeliest; what has the logarithm 0 is not on the wire', () => {
    const body = reply([{ text: 'Hi!' }]);
    const candidates = [{ ...body.candidates[0], logprobsResult: { chosenCandidates, topCandidates } }];
    expect(readReply({ ...body, candidates })).toContainEqual({
      type: 'logprobs',
      choice: 0,
      tokens: [
        {
          token: 'Hi',
          logprob: -0.5,
          top: [
            { token: 'Hi', logprob: -0.5 },
            { token: 'Ho', logprob: -2 },
          ],
        },
        { token: '!', logprob: 0 },
      ],
    });
  });

  test.each([[{}], [{ chosenCandidates: [] }], [{ topCandidates }], ['none']])('of %j are none', (logprobsResult) => {
    const body = reply([{ text: 'Hi' }]);
    const candidates = [{ ...body.candidates[0], logprobsResult }];
    expect(readReply({ ...body, candidates }).filter(({ type }) => type === 'logprobs')).toEqual([]);
  });
});

describe('what only this dialect knows', () => {
  const [candidate] = reply([{ text: 'Hi' }]).candidates;

  test.each<[string, JsonObject, string, unknown]>([
    ['a reply', { ...reply([]), createTime: 'now' }, 'createTime', 'now'],
    [
      'a candidate',
      { ...reply([]), candidates: [{ ...candidate, safetyRatings: [] }] },
      'candidates[0].safetyRatings',
      [],
    ],
    ['a part', reply([{ text: 'Hi', odd: 1 }]), 'candidates[0].content.parts[0].odd', 1],
    ['a call', reply([{ functionCall: { name: 'f', odd: 1 } }]), 'candidates[0].content.parts[0].functionCall.odd', 1],
    [
      'an image',
      reply([{ inlineData: { mimeType: 'image/png', data: 'QUJD', odd: 1 } }]),
      'candidates[0].content.parts[0].inlineData.odd',
      1,
    ],
    ['usage', reply([], { usageMetadata: { promptTokenCount: 1, odd: 1 } }), 'usageMetadata.odd', 1],
    [
      'a word for the end',
      { ...reply([]), candidates: [{ ...candidate, finishReason: 'YET_TO_BE_INVENTED' }] },
      'candidates[0].finishReason',
      'YET_TO_BE_INVENTED',
    ],
    [
      'log probabilities, all of them',
      { ...reply([]), candidates: [{ ...candidate, logprobsResult: { odd: 1 } }] },
      'candidates[0].logprobsResult',
      { odd: 1 },
    ],
  ])('of %s is kept at its path', (_of, body, path, value) => {
    const extras = readReply(body).filter(({ type }) => type === 'extra');
    expect(extras).toEqual([{ type: 'extra', dialect: 'gemini', path, value }]);
  });

  test('is nothing of a part that is its own as a whole', () => {
    const events = readReply(reply([{ executableCode: { code: 'x' } }]));
    expect(events.filter(({ type }) => type === 'extra')).toEqual([]);
  });
});

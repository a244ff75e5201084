import { describe, expect, test } from 'vitest';
import { type JsonObject } from '../call';
import { sealState } from '../reasoning-state';
import { rewritten } from './example-call';

/* A request of this dialect, read and written again, is the same JSON, for whatever model. */

const hi = { role: 'user', parts: [{ text: 'Hi' }] };
const user = (...parts: JsonObject[]): JsonObject => ({ contents: [{ role: 'user', parts }] });
const model = (...parts: JsonObject[]): JsonObject => ({ contents: [hi, { role: 'model', parts }] });
const configured = (generationConfig: JsonObject): JsonObject => ({ generationConfig });
const declared = (...functionDeclarations: JsonObject[]): JsonObject => ({ tools: [{ functionDeclarations }] });
const choosing = (functionCallingConfig: JsonObject): JsonObject => ({ toolConfig: { functionCallingConfig } });
const returned = (functionResponse: JsonObject): JsonObject => ({
  contents: [
    hi,
    {
      role: 'model',
      parts: [{ functionCall: { name: 'f', args: { a: 1 } } }, { functionCall: { id: 'b', name: 'f' } }],
    },
    { role: 'user', parts: [{ functionResponse: { name: 'f', ...functionResponse } }] },
  ],
});

const BODIES: [string, JsonObject][] = [
  [
    'turns of one role in a row',
    { contents: [hi, hi, { role: 'model', parts: [{ text: 'A' }] }, { role: 'model', parts: [{ text: 'B' }] }, hi] },
  ],
  [
    'turns without parts',
    {
      contents: [
        { role: 'user', parts: [] },
        { role: 'model', parts: [] },
        { role: 'model', parts: [{ text: '' }] },
      ],
    },
  ],
  ['instructions', { systemInstruction: { parts: [{ text: 'A' }, { text: 'B', partMetadata: { a: 1 } }] } }],
  [
    'media',
    user(
      { inlineData: { mimeType: 'image/png', data: 'AA==' } },
      { inlineData: { mimeType: 'text/plain', data: 'AA==', displayName: 'a' } },
    ),
  ],
  [
    'places of media, whether or not the vendor fetches them',
    user(
      { fileData: { fileUri: 'http://example.com/a.png', mimeType: 'image/png' }, mediaResolution: { level: 'HIGH' } },
      { fileData: { fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/a' } },
      { fileData: { fileUri: 'https://youtu.be/a', displayName: 'A' }, videoMetadata: { fps: 1 } },
      { fileData: { fileUri: 'gs://a/b', mimeType: 'audio/wav', displayName: 'A' } },
    ),
  ],
  ['parts that are not known', user({ text: 'A' }, { newPart: { new_field: 1 } }, { text: 'B' })],
  [
    'thoughts and their signatures',
    model({ text: 'Hm', thought: true }, { text: 'A', thoughtSignature: 's' }, { text: 'B' }),
  ],
  ['signatures alone', model({ text: '', thoughtSignature: 's' }, { text: 'A' }, { text: '', thoughtSignature: 't' })],
  [
    'signatures in a row',
    model({ text: '', thoughtSignature: 's' }, { text: '', thoughtSignature: 't' }, { functionCall: { name: 'f' } }),
  ],
  [
    'signatures on thoughts',
    model({ text: '', thought: true, thoughtSignature: 's' }, { text: 'H', thought: true, thoughtSignature: 't' }),
  ],
  [
    'signatures on pictures',
    model({ inlineData: { mimeType: 'image/png', data: 'AA==' }, thoughtSignature: 's' }, { thoughtSignature: 't' }),
  ],
  [
    'the work of server-side tools',
    model(
      { toolCall: { id: 'a', tool_type: 'GOOGLE_SEARCH_WEB' }, thoughtSignature: 's' },
      { toolResponse: { id: 'a', response: { a: 1 } } },
      { executableCode: { code: 'x', language: 'PYTHON' } },
      { codeExecutionResult: { outcome: 'OUTCOME_OK', output: 'y' } },
      { text: 'A', thoughtSignature: 't' },
    ),
  ],
  [
    'calls with and without ids, arguments and signatures',
    model(
      { functionCall: { name: 'f', args: { a: [1, null, 'ä'], b: 2 ** 53 + 2 } }, thoughtSignature: 's' },
      { functionCall: { id: 'a', name: 'f', args: {}, willContinue: true } },
      { functionCall: { name: 'g' }, thought: true },
    ),
  ],
  ['a response without an id', returned({ response: { output: 'x' } })],
  ['a response with an id', returned({ id: 'b', response: { output: 'x' }, scheduling: 'SILENT' })],
  ['a response that is an object', returned({ response: { a: 1, b: 2 ** 53 + 2 } })],
  ['a response whose output reads as an object', returned({ response: { output: '{"a":1}' } })],
  ['a response whose output is none', returned({ response: { output: ['a'] } })],
  ['a response that is an error', returned({ response: { error: 'No' } })],
  ['a response whose error reads as an object', returned({ response: { error: '{"error":1}' } })],
  ['a response whose error is an object', returned({ response: { error: { code: 1 }, more: true } })],
  ['a response without an error, which says so', returned({ response: { error: null, result: 1 } })],
  ['an empty response', returned({ response: {} })],
  ['no response', returned({})],
  [
    'a response with media and more',
    returned({
      response: { output: 'x' },
      parts: [
        { inlineData: { mimeType: 'image/png', data: 'AA==', displayName: 'a' } },
        { other: {} },
        { fileData: { fileUri: 'gs://a' } },
      ],
    }),
  ],
  [
    'responses and words in any order',
    user({ text: 'A' }, { functionResponse: { name: 'f', id: 'a', response: {} } }, { text: 'B' }),
  ],
  [
    'functions',
    declared({ name: 'f' }, { name: 'g', description: '', behavior: 'BLOCKING', response: { type: 'OBJECT' } }),
  ],
  [
    'functions with JSON Schema',
    declared({ name: 'f', parametersJsonSchema: { type: 'object', not: {}, $schema: 's', allOf: [] } }),
  ],
  [
    'functions with the vendor’s schema',
    declared({
      name: 'f',
      parameters: {
        type: 'OBJECT',
        properties: {
          type: { type: 'STRING', nullable: true, enum: ['a'], format: 'enum', example: 'a' },
          b: { anyOf: [{ type: 'NULL' }, { type: 'NUMBER' }], nullable: true },
        },
        propertyOrdering: ['b', 'type'],
        required: ['b'],
      },
    }),
  ],
  [
    'tools of the vendor’s own, beside functions and alone',
    {
      tools: [
        {},
        { functionDeclarations: [{ name: 'f' }], googleSearch: { time_range: {} } },
        { codeExecution: {} },
        { urlContext: {}, newTool: 'x' },
      ],
    },
  ],
  ...['AUTO', 'ANY', 'NONE', 'VALIDATED', 'NEW'].map((mode): [string, JsonObject] => [
    `the mode ${mode}`,
    choosing({ mode }),
  ]),
  ...['AUTO', 'ANY', 'NONE', 'VALIDATED', 'NEW'].map((mode): [string, JsonObject] => [
    `the mode ${mode} with a function`,
    choosing({ mode, allowedFunctionNames: ['f'] }),
  ]),
  [
    'the mode ANY with functions',
    choosing({ mode: 'ANY', allowedFunctionNames: ['f', 'g'], streamFunctionCallArguments: true }),
  ],
  [
    'what else is configured of tools',
    { toolConfig: { retrievalConfig: { latLng: {} }, includeServerSideToolInvocations: true } },
  ],
  [
    'settings',
    configured({
      maxOutputTokens: 1,
      temperature: 0,
      topP: 0,
      topK: 1,
      stopSequences: ['1', '2', '3', '4', '5', '6'],
      seed: 2 ** 40,
      frequencyPenalty: -2,
      presencePenalty: 2,
      responseLogprobs: true,
      logprobs: 0,
      candidateCount: 2,
      responseModalities: ['TEXT', 'IMAGE'],
      speechConfig: { voiceConfig: {} },
      mediaResolution: 'MEDIA_RESOLUTION_LOW',
      enableEnhancedCivicAnswers: true,
    }),
  ],
  ...[
    { thinkingLevel: 'LOW' },
    { thinkingLevel: 'MINIMAL', includeThoughts: false },
    { thinkingLevel: 'NEW', includeThoughts: true },
    { thinkingBudget: 0 },
    { thinkingBudget: -1, includeThoughts: true },
    { thinkingBudget: 99_999, thinkingLevel: 'HIGH' },
    { includeThoughts: true },
  ].map((thinkingConfig): [string, JsonObject] => [
    `thinking ${JSON.stringify(thinkingConfig)}`,
    configured({ thinkingConfig }),
  ]),
  ...[
    { responseMimeType: 'text/plain' },
    { responseMimeType: 'application/json' },
    { responseMimeType: 'application/json', responseJsonSchema: { type: 'object', pattern: 'x' } },
    { responseMimeType: 'application/json', responseSchema: { type: 'ARRAY', items: { type: 'STRING' }, minItems: 1 } },
    { responseMimeType: 'text/x.enum', responseSchema: { type: 'STRING', enum: ['a'] } },
    { responseMimeType: 'application/json', responseJsonSchema: true },
    { responseMimeType: 'application/json', responseJsonSchema: {}, responseSchema: {} },
  ].map((format): [string, JsonObject] => [`the format ${JSON.stringify(format)}`, configured(format)]),
  ...['standard', 'flex', 'priority', 'unspecified'].map((serviceTier): [string, JsonObject] => [
    `the tier ${serviceTier}`,
    { serviceTier },
  ]),
  [
    'what stands at the top',
    {
      store: false,
      cachedContent: 'cachedContents/a',
      labels: { 'a.b': 'c' },
      safetySettings: [{ category: 'x' }],
      'odd key': 1,
    },
  ],
];

describe('a request of this dialect, read and written again', () => {
  test.each(BODIES)('keeps %s', (_, part) => {
    const body = { contents: [hi], ...part };
    for (const name of ['gemini-2.0-flash', 'gemini-2.5-flash', 'gemini-3-flash-preview']) {
      expect(rewritten(body, { model: name, reasoning: false, structuredOutput: false })).toEqual({
        body,
        receipt: [],
      });
    }
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['a role that is left out is the user’s', { contents: [{ parts: [{ text: 'Hi' }] }] }, { contents: [hi] }],
    [
      'the role of a function is the user’s',
      { contents: [{ role: 'function', parts: [{ text: 'Hi' }] }] },
      { contents: [hi] },
    ],
    [
      'the role of instructions says nothing',
      { systemInstruction: { role: 'user', parts: [{ text: 'A' }] } },
      { systemInstruction: { parts: [{ text: 'A' }] } },
    ],
    ['instructions are a content', { systemInstruction: 'A' }, { systemInstruction: { parts: [{ text: 'A' }] } }],
    [
      'types and levels are in upper case, counts are numbers',
      {
        ...declared({ name: 'f', parameters: { type: 'object', min_properties: '1' } }),
        ...configured({ thinkingConfig: { thinkingLevel: 'low' } }),
      },
      {
        ...declared({ name: 'f', parameters: { type: 'OBJECT', minProperties: 1 } }),
        ...configured({ thinkingConfig: { thinkingLevel: 'LOW' } }),
      },
    ],
    [
      'a schema makes the answer JSON',
      configured({ responseSchema: { type: 'OBJECT' } }),
      configured({ responseMimeType: 'application/json', responseSchema: { type: 'OBJECT' } }),
    ],
    [
      'base64 has its plain alphabet',
      user({ inlineData: { mimeType: 'a/b', data: '-_' } }),
      user({ inlineData: { mimeType: 'a/b', data: '+/' } }),
    ],
    [
      'what is null or empty is left out',
      { tools: [], generationConfig: {}, toolConfig: null, safetySettings: [] },
      {},
    ],
  ])('but that %s', (_, part, expected) => {
    expect(rewritten({ contents: [hi], ...part })).toEqual({ body: { contents: [hi], ...expected }, receipt: [] });
  });

  test('leaves another dialect’s states behind, and the receipt says so', () => {
    const sealed = sealState({ dialect: 'anthropic-messages', kind: 'signature', data: 'x' });
    const body = model(
      { text: 'Hm', thought: true, thoughtSignature: sealed },
      {
        functionCall: { name: 'f', args: {} },
        thoughtSignature: sealState({ dialect: 'openai-chat', kind: 'encrypted', data: 'x' }, 'a'),
      },
    );
    const written = (name: string) => rewritten(body, { model: name });
    expect(written('gemini-2.5-flash')).toEqual({
      body: model({ text: 'Hm', thought: true }, { functionCall: { name: 'f', args: {} } }),
      receipt: [
        { path: 'contents[1].parts[0]', outcome: 'approximated', why: expect.any(String) as string },
        { path: 'contents[1].parts[1]', outcome: 'approximated', why: expect.any(String) as string },
      ],
    });
    expect(written('gemini-3-flash-preview').body).toEqual(
      model(
        { text: 'Hm', thought: true },
        { functionCall: { name: 'f', args: {} }, thoughtSignature: 'skip_thought_signature_validator' },
      ),
    );
  });
});

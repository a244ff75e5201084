import { describe, expect, test } from 'vitest';
import { type JsonObject } from '../call';
import { InvalidRequest } from '../dialect';
import { read } from './example-call';
import { gemini } from './gemini';

const hi = { role: 'user', path: 'contents[0]', parts: [{ type: 'text', path: 'contents[0].parts[0]', text: 'Hi' }] };

describe('a request read from a client of Gemini', () => {
  test('has the model and the stream of its path', () => {
    const contents = [{ parts: [{ text: 'Hi' }] }];
    expect(gemini.readRequest({ contents }, { model: 'google/gemini-x', stream: true })).toEqual({
      dialect: 'gemini',
      model: 'google/gemini-x',
      stream: true,
      messages: [hi],
      tools: [],
      settings: {},
      settingPaths: {},
      extras: [],
    });
  });

  test.each<[string, unknown]>([
    ['a content', { role: 'system', parts: [{ text: 'A' }, { text: 'B' }] }],
    ['a list of parts', [{ text: 'A' }, { text: 'B' }]],
    ['a list of texts', ['A', 'B']],
  ])('takes instructions as %s', (_, systemInstruction) => {
    expect(read({ systemInstruction }).messages).toEqual([
      {
        role: 'system',
        path: 'systemInstruction',
        parts: [
          { type: 'text', path: 'systemInstruction.parts[0]', text: 'A' },
          { type: 'text', path: 'systemInstruction.parts[1]', text: 'B' },
        ],
      },
      hi,
    ]);
  });

  test.each<[string, unknown]>([
    ['a text', 'A'],
    ['a part', { text: 'A' }],
    ['a content of one part', { parts: { text: 'A' } }],
  ])('takes an instruction as %s', (_, system_instruction) => {
    expect(read({ system_instruction }).messages[0]?.parts).toEqual([
      { type: 'text', path: 'systemInstruction.parts[0]', text: 'A' },
    ]);
  });

  test('takes fields by both of their names, and one element for a list of one', () => {
    const camel: JsonObject = {
      contents: [{ role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: 'AA==' } }] }],
      tools: [
        {
          functionDeclarations: [
            { name: 'f', parameters: { type: 'OBJECT', properties: { a_b: {} }, minProperties: 1 } },
          ],
        },
      ],
      toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: ['f'] } },
      generationConfig: { maxOutputTokens: 5, thinkingConfig: { thinkingBudget: 0 }, mediaResolution: 'LOW' },
      safetySettings: [{ category: 'x' }],
    };
    const snake: JsonObject = {
      contents: { role: 'user', parts: { inline_data: { mime_type: 'image/png', data: 'AA==' } } },
      tools: {
        function_declarations: {
          name: 'f',
          parameters: { type: 'object', properties: { a_b: {} }, min_properties: '1' },
        },
      },
      tool_config: { function_calling_config: { mode: 'ANY', allowed_function_names: ['f'] } },
      generation_config: { max_output_tokens: 5, thinking_config: { thinking_budget: 0 }, media_resolution: 'LOW' },
      safety_settings: [{ category: 'x' }],
    };
    expect(read(snake)).toEqual(read(camel));
  });

  test('keeps a field that stands there by both names', () => {
    const { extras, settings } = read({ generationConfig: { topK: 1 }, generation_config: { topK: 2 } });
    expect(settings).toEqual({ topK: 1 });
    expect(extras).toEqual([{ path: 'generation_config', value: { topK: 2 } }]);
  });

  test('keeps what the vocabulary has no word for at its path', () => {
    const { extras } = read({
      contents: [
        {
          role: 'user',
          parts: [{ text: 'Hi', partMetadata: { a: 1 } }, { functionResponse: { name: 'f', scheduling: 'SILENT' } }],
        },
      ],
      tools: [{ functionDeclarations: [{ name: 'f', behavior: 'BLOCKING' }] }],
      toolConfig: { includeServerSideToolInvocations: true, functionCallingConfig: { mode: 'VALIDATED' } },
      generationConfig: { responseModalities: ['TEXT'], speechConfig: {}, thinkingConfig: { thinkingLevel: 'NEW' } },
      safetySettings: [],
      cachedContent: 'cachedContents/a',
      labels: { a: 'b' },
      ['__proto__']: 1,
    });
    expect(extras).toEqual([
      { path: 'contents[0].parts[0].partMetadata', value: { a: 1 } },
      // The name of a function that was not called.
      { path: 'contents[0].parts[1].functionResponse.name', value: 'f' },
      { path: 'contents[0].parts[1].functionResponse.scheduling', value: 'SILENT' },
      { path: 'tools[0].functionDeclarations[0].behavior', value: 'BLOCKING' },
      { path: 'generationConfig.responseModalities', value: ['TEXT'] },
      { path: 'generationConfig.speechConfig', value: {} },
      { path: 'generationConfig.thinkingConfig.thinkingLevel', value: 'NEW' },
      { path: 'toolConfig.includeServerSideToolInvocations', value: true },
      { path: 'toolConfig.functionCallingConfig.mode', value: 'VALIDATED' },
      { path: 'cachedContent', value: 'cachedContents/a' },
      { path: 'labels', value: { a: 'b' } },
      { path: '__proto__', value: 1 },
    ]);
  });

  const part = (value: unknown) => ({ contents: [{ parts: [value] }] });
  test.each<[string, JsonObject]>([
    ['contents', { contents: null }],
    ['contents', { contents: [] }],
    ['contents', { contents: 'Hi' }],
    ['contents[0]', { contents: ['Hi'] }],
    ['contents[0].role', { contents: [{ role: 'assistant', parts: [] }] }],
    ['contents[0].role', { contents: [{ role: 1, parts: [] }] }],
    ['contents[0].parts', { contents: [{ parts: 'Hi' }] }],
    ['contents[0].parts[0]', part('Hi')],
    ['contents[0].parts[0].text', part({ text: 1 })],
    ['contents[0].parts[0].inlineData', part({ inlineData: 'AA==' })],
    ['contents[0].parts[0].inlineData.mimeType', part({ inlineData: { data: 'AA==' } })],
    ['contents[0].parts[0].inlineData.data', part({ inlineData: { mimeType: 'image/png' } })],
    ['contents[0].parts[0].fileData.fileUri', part({ fileData: {} })],
    ['contents[0].parts[0].functionResponse.name', part({ functionResponse: { response: {} } })],
    ['contents[0].parts[0].functionResponse.response', part({ functionResponse: { name: 'f', response: 'x' } })],
    ['contents[0].parts[0].functionCall.name', { contents: [{ role: 'model', parts: [{ functionCall: {} }] }] }],
    [
      'contents[0].parts[0].functionCall.args',
      { contents: [{ role: 'model', parts: [{ functionCall: { name: 'f', args: '{}' } }] }] },
    ],
    [
      'contents[0].parts[0].thoughtSignature',
      { contents: [{ role: 'model', parts: [{ text: '', thoughtSignature: 1 }] }] },
    ],
    ['contents[0].parts[0].thought', { contents: [{ role: 'model', parts: [{ text: '', thought: 'x' }] }] }],
    ['systemInstruction.parts[0].text', { systemInstruction: { parts: [{ inlineData: {} }] } }],
    ['systemInstruction', { systemInstruction: 7 }],
    ['tools', { tools: 'x' }],
    ['tools[0].functionDeclarations[0].name', { tools: [{ functionDeclarations: [{}] }] }],
    [
      'tools[0].functionDeclarations[0].parameters',
      { tools: [{ functionDeclarations: [{ name: 'f', parameters: 'x' }] }] },
    ],
    [
      'tools[0].functionDeclarations[0].parametersJsonSchema',
      { tools: [{ functionDeclarations: [{ name: 'f', parametersJsonSchema: true }] }] },
    ],
    ['generationConfig', { generationConfig: [] }],
    ['generationConfig.temperature', { generationConfig: { temperature: 'hot' } }],
    ['generationConfig.maxOutputTokens', { generationConfig: { maxOutputTokens: 0 } }],
    ['generationConfig.candidateCount', { generationConfig: { candidateCount: 1.5 } }],
    ['generationConfig.stopSequences', { generationConfig: { stopSequences: [1] } }],
    ['generationConfig.responseLogprobs', { generationConfig: { responseLogprobs: 'yes' } }],
    [
      'generationConfig.thinkingConfig.thinkingBudget',
      { generationConfig: { thinkingConfig: { thinkingBudget: 'x' } } },
    ],
    ['toolConfig.functionCallingConfig', { toolConfig: { functionCallingConfig: 'ANY' } }],
    [
      'toolConfig.functionCallingConfig.allowedFunctionNames',
      { toolConfig: { functionCallingConfig: { mode: 'ANY', allowedFunctionNames: [1] } } },
    ],
  ])('is refused for %s, which is named', (param, body) => {
    const refusal = catchError(() => read(body));
    expect(refusal).toBeInstanceOf(InvalidRequest);
    expect(refusal).toMatchObject({ param, message: expect.stringContaining(`'${param}'`) as string });
  });

  test('is refused without an address', () => {
    expect(catchError(() => gemini.readRequest({ contents: [{ parts: [] }] }))).toMatchObject({ param: 'model' });
  });

  test('is not changed by being read', () => {
    const body = {
      contents: { parts: { inline_data: { mime_type: 'image/png', data: '-_' } } },
      tools: { google_search: {} },
    };
    const before = structuredClone(body);
    read(body);
    expect(body).toEqual(before);
  });
});

function catchError(act: () => unknown): unknown {
  try {
    act();
  } catch (error) {
    return error;
  }
  return undefined;
}

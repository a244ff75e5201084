import { describe, expect, test } from 'vitest';
import { type JsonObject, type ToolChoice } from '../call';
import { read } from './example-call';

const schema = { type: 'object', properties: {} };

describe('tools read from a client of Gemini', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['a function', { name: 'f' }, { path: 'tools[0].functionDeclarations[0]', name: 'f' }],
    [
      'a function with a JSON Schema, whichever else it has',
      { name: 'f', description: 'Does f', parametersJsonSchema: schema, parameters: {} },
      {
        path: 'tools[0].functionDeclarations[0].parametersJsonSchema',
        name: 'f',
        description: 'Does f',
        parameters: schema,
      },
    ],
    [
      'a function with the vendor’s schema',
      { name: 'f', parameters: { type: 'OBJECT', properties: {} } },
      { path: 'tools[0].functionDeclarations[0].parameters', name: 'f', parameters: schema },
    ],
  ])('%s', (_, declaration, tool) => {
    expect(read({ tools: [{ functionDeclarations: [declaration] }] }).tools).toEqual([{ type: 'function', ...tool }]);
  });

  test('the vendor’s own tools stand beside functions, each by its name', () => {
    const { tools } = read({
      tools: [{ function_declarations: [{ name: 'f' }], google_search: {}, codeExecution: null }, { urlContext: {} }],
    });
    expect(tools).toEqual([
      { type: 'function', path: 'tools[0].functionDeclarations[0]', name: 'f' },
      {
        type: 'native',
        dialect: 'gemini',
        path: 'tools[0].googleSearch',
        name: 'googleSearch',
        value: { googleSearch: {} },
      },
      { type: 'native', dialect: 'gemini', path: 'tools[1].urlContext', name: 'urlContext', value: { urlContext: {} } },
    ]);
  });

  test.each<[JsonObject, ToolChoice | undefined]>([
    [{ mode: 'AUTO' }, { kind: 'auto' }],
    [{ mode: 'NONE', allowedFunctionNames: ['f'] }, { kind: 'none' }],
    [{ mode: 'ANY' }, { kind: 'required' }],
    [{ mode: 'ANY', allowedFunctionNames: [] }, { kind: 'required' }],
    [
      { mode: 'ANY', allowedFunctionNames: ['f'] },
      { kind: 'tool', name: 'f' },
    ],
    [
      { mode: 'ANY', allowedFunctionNames: ['f', 'g'] },
      { kind: 'allowed', mode: 'required', names: ['f', 'g'] },
    ],
    [
      { mode: 'VALIDATED', allowedFunctionNames: ['f'] },
      { kind: 'allowed', mode: 'auto', names: ['f'] },
    ],
    [{ mode: 'VALIDATED' }, undefined],
    [{ mode: 'MODE_UNSPECIFIED' }, undefined],
    [{}, undefined],
  ])('the choice %j is %j', (functionCallingConfig, toolChoice) => {
    const { settings, settingPaths } = read({ toolConfig: { functionCallingConfig } });
    expect(settings).toEqual(toolChoice ? { toolChoice } : {});
    expect(settingPaths.toolChoice).toBe(toolChoice && 'toolConfig.functionCallingConfig.mode');
  });
});

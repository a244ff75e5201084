import { describe, expect, test } from 'vitest';
import { type Tool, type ToolChoice } from '../call';
import { written } from './example-call';

const tool: Tool = {
  name: 'f',
  description: 'Does f',
  parameters: { type: 'object', properties: {} },
  path: 'tools[0]',
};

function tools(list: Tool[], toolChoice?: ToolChoice, model = 'gemini-2.5-flash') {
  const { body, receipt } = written(
    { tools: list, settings: { toolChoice }, settingPaths: { toolChoice: 'tool_choice' } },
    { model },
  );
  return { tools: body.tools, config: body.toolConfig?.functionCallingConfig, receipt };
}

describe('tools written for Gemini', () => {
  test('a function goes with its JSON Schema', () => {
    expect(tools([tool])).toEqual({
      tools: [{ functionDeclarations: [{ name: 'f', description: 'Does f', parametersJsonSchema: tool.parameters }] }],
      config: undefined,
      receipt: [],
    });
  });

  test('a function without arguments has no schema', () => {
    expect(tools([{ name: 'f', path: '' }]).tools?.[0]?.functionDeclarations).toEqual([{ name: 'f' }]);
  });

  test('several functions are declared together', () => {
    expect(tools([tool, { ...tool, name: 'g' }]).tools).toHaveLength(1);
    expect(tools([tool, { ...tool, name: 'g' }]).tools?.[0]?.functionDeclarations).toHaveLength(2);
  });

  test('what Gemini does not read of a schema is named', () => {
    const { receipt } = tools([{ ...tool, parameters: { type: 'object', minProperties: 1, not: {} } }]);
    expect(receipt).toEqual([
      {
        path: 'tools[0]',
        outcome: 'approximated',
        why: 'Gemini does not read these schema keywords: minProperties, not',
      },
    ]);
  });

  test.each([
    [{ kind: 'auto' }, { mode: 'AUTO' }],
    [{ kind: 'none' }, { mode: 'NONE' }],
    [{ kind: 'required' }, { mode: 'ANY' }],
    [
      { kind: 'tool', name: 'f' },
      { mode: 'ANY', allowedFunctionNames: ['f'] },
    ],
  ] satisfies [ToolChoice, object][])('the choice %j is %j', (choice, config) => {
    expect(tools([tool], choice)).toMatchObject({ config, receipt: [] });
  });

  test.each([
    ['gemini-3-flash-preview', undefined, { mode: 'VALIDATED' }],
    ['gemini-3-flash-preview', { kind: 'auto' }, { mode: 'VALIDATED' }],
    ['gemini-3-flash-preview', { kind: 'required' }, { mode: 'ANY' }],
    ['gemini-3-flash-preview', { kind: 'none' }, { mode: 'NONE' }],
  ] satisfies [string, ToolChoice | undefined, object][])(
    'a strict tool with %s and %j is held to its schema',
    (model, choice, config) => {
      expect(tools([{ ...tool, strict: true }, tool], choice, model)).toMatchObject({ config, receipt: [] });
    },
  );

  test('a model before Gemini 3 may stray from a strict schema, and the receipt says so', () => {
    const { config, receipt } = tools([tool, { ...tool, strict: true, path: 'tools[1]' }], { kind: 'auto' });
    expect(config).toEqual({ mode: 'AUTO' });
    expect(receipt).toMatchObject([{ path: 'tools[1]', outcome: 'approximated' }]);
  });

  test('without tools there is nothing to choose', () => {
    expect(tools([], { kind: 'auto' })).toEqual({ tools: undefined, config: undefined, receipt: [] });
    expect(tools([], { kind: 'none' }).receipt).toEqual([]);
    expect(tools([], { kind: 'required' }).receipt).toMatchObject([{ path: 'tool_choice', outcome: 'dropped' }]);
    expect(tools([], { kind: 'tool', name: 'f' }).receipt).toMatchObject([{ path: 'tool_choice', outcome: 'dropped' }]);
  });
});

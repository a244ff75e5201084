import { describe, expect, test } from 'vitest';
import { type Call, type FunctionTool, type Tool, type ToolChoice } from '../call';
import { type Target } from '../dialect';
import { ReceiptBook } from '../receipt';
import { exampleCall, written } from './example-call';
import { gemini } from './gemini';
import { type GenerateContentRequest } from './wire';

const allowed = (mode: 'auto' | 'required', ...names: string[]): ToolChoice => ({ kind: 'allowed', mode, names });

const tool: FunctionTool = {
  type: 'function',
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
    expect(tools([{ type: 'function', name: 'f', path: '' }]).tools?.[0]?.functionDeclarations).toEqual([
      { name: 'f' },
    ]);
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
        why: 'Gemini does not read these schema keywords: minProperties, not.',
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

  test.each<[string, ToolChoice, object, string[]]>([
    ['gemini-3-flash-preview', allowed('auto', 'f'), { mode: 'VALIDATED', allowedFunctionNames: ['f'] }, ['f', 'g']],
    [
      'gemini-3-flash-preview',
      allowed('required', 'f', 'g'),
      { mode: 'ANY', allowedFunctionNames: ['f', 'g'] },
      ['f', 'g'],
    ],
    ['gemini-2.5-flash', allowed('required', 'g'), { mode: 'ANY', allowedFunctionNames: ['g'] }, ['f', 'g']],
    // Where the model cannot be told whom it may call, it is told of no other.
    ['gemini-2.5-flash', allowed('auto', 'g'), { mode: 'AUTO' }, ['g']],
  ])('%s with %j may call by %j among %j', (model, choice, config, names) => {
    const written = tools([tool, { ...tool, name: 'g' }], choice, model);
    expect(written).toMatchObject({ config, receipt: [] });
    expect(written.tools?.[0]?.functionDeclarations?.map(({ name }) => name)).toEqual(names);
  });

  test('tools of other dialects alone are no tools', () => {
    const native = { type: 'native', dialect: 'openai-chat', name: 'x', path: 'tools[0]', value: {} } as const;
    expect(tools([native], { kind: 'required' })).toMatchObject({
      tools: undefined,
      config: undefined,
      receipt: [
        { path: 'tool_choice', outcome: 'dropped' },
        { path: 'tools[0]', outcome: 'dropped' },
      ],
    });
  });

  test('without tools there is nothing to choose', () => {
    expect(tools([], { kind: 'auto' })).toEqual({ tools: undefined, config: undefined, receipt: [] });
    expect(tools([], { kind: 'none' }).receipt).toEqual([]);
    expect(tools([], { kind: 'required' }).receipt).toMatchObject([{ path: 'tool_choice', outcome: 'dropped' }]);
    expect(tools([], { kind: 'tool', name: 'f' }).receipt).toMatchObject([{ path: 'tool_choice', outcome: 'dropped' }]);
  });
});

describe('an answer through a tool', () => {
  const format = { kind: 'json-schema', name: 'verdict', description: 'The verdict', schema: { const: 1 } } as const;
  const answer = { name: 'verdict', description: 'The verdict', parametersJsonSchema: { enum: [1] } };

  function answered(differences: Partial<Call>, target: Target) {
    const call = exampleCall({
      settings: { outputFormat: format },
      settingPaths: { outputFormat: 'format' },
      ...differences,
    });
    const book = new ReceiptBook();
    const { body, answerTool } = gemini.writeRequest(call, target, book);
    const { tools: declared, toolConfig, generationConfig } = body as unknown as GenerateContentRequest;
    const config = toolConfig?.functionCallingConfig;
    return { answerTool, declared: declared?.[0]?.functionDeclarations, config, generationConfig, receipt: book.lines };
  }

  test('is what a model without structured output gives', () => {
    expect(answered({}, { model: 'gemma-3', structuredOutput: false })).toEqual({
      answerTool: 'verdict',
      declared: [answer],
      config: { mode: 'ANY' },
      generationConfig: undefined,
      receipt: [{ path: 'format', outcome: 'approximated', why: expect.stringContaining('function') as string }],
    });
  });

  test.each<[ToolChoice | undefined, object]>([
    [undefined, { mode: 'ANY' }],
    [{ kind: 'auto' }, { mode: 'ANY' }],
    [{ kind: 'required' }, { mode: 'ANY', allowedFunctionNames: ['f'] }],
    [
      { kind: 'tool', name: 'f' },
      { mode: 'ANY', allowedFunctionNames: ['f'] },
    ],
    [allowed('auto', 'f'), { mode: 'ANY', allowedFunctionNames: ['f', 'verdict'] }],
    [allowed('required', 'f'), { mode: 'ANY', allowedFunctionNames: ['f'] }],
  ])('stands beside the functions of an older model, chosen by %j', (toolChoice, config) => {
    const settings = { outputFormat: format, toolChoice };
    const written = answered({ tools: [tool], settings }, { model: 'gemini-2.5-flash' });
    expect(written).toMatchObject({ answerTool: 'verdict', config, generationConfig: undefined });
    expect(written.declared?.map(({ name }) => name)).toEqual(['f', 'verdict']);
  });

  test('has a name of its own', () => {
    const tools = [{ ...tool, name: 'verdict' }];
    expect(answered({ tools }, { model: 'gemini-2.5-flash' }).answerTool).toBe('verdict_');
    const nameless = { outputFormat: { kind: 'json-schema', schema: {} } } as const;
    expect(answered({ settings: nameless }, { model: 'x', structuredOutput: false }).declared).toMatchObject([
      { name: 'answer', description: expect.any(String) as string },
    ]);
  });

  test.each<[string, Partial<Call>, Target]>([
    ['Gemini 3 takes both', { tools: [tool] }, { model: 'gemini-3-flash-preview' }],
    ['there are no functions', {}, { model: 'gemini-2.5-flash' }],
    [
      'no function may be called',
      { tools: [tool], settings: { outputFormat: format, toolChoice: { kind: 'none' } } },
      { model: 'gemini-2.5-flash' },
    ],
    ['the client speaks this dialect', { tools: [tool], dialect: 'gemini' }, { model: 'gemini-2.5-flash' }],
    [
      'no schema is asked for',
      { tools: [tool], settings: { outputFormat: { kind: 'json-object' } } },
      { model: 'gemini-2.5-flash' },
    ],
  ])('is not there where %s', (_, differences, target) => {
    expect(answered(differences, target).answerTool).toBeUndefined();
  });
});

import { describe, expect, test } from 'vitest';
import { AnswerToolReader } from '../answer-tool';
import { type FunctionTool, type OutputFormat, type Settings } from '../call';
import { type ReplyEvent } from '../events';
import { EFFORT_MODEL, readStream, sse, write, writeWith } from './spec-support';

describe('the output format', () => {
  const schema = { type: 'object', properties: {}, additionalProperties: false };

  test('with a schema is enforced by it', () => {
    const { body, receipt } = writeWith({ outputFormat: { kind: 'json-schema', name: 'n', schema, strict: true } });
    expect(body['output_config']).toEqual({ format: { type: 'json_schema', schema } });
    expect(receipt).toEqual([]);
  });

  test('keeps its description, unless the schema has one', () => {
    const format = { kind: 'json-schema', description: 'A thing', schema } as const;
    expect(writeWith({ outputFormat: format }).body['output_config']).toMatchObject({
      format: { schema: { description: 'A thing' } },
    });
    const described = { ...format, schema: { ...schema, description: 'Itself' } };
    expect(writeWith({ outputFormat: described }).body['output_config']).toMatchObject({
      format: { schema: { description: 'Itself' } },
    });
  });

  test('stands beside the effort', () => {
    const settings: Settings = {
      outputFormat: { kind: 'json-schema', schema },
      reasoning: { kind: 'effort', effort: 'low' },
    };
    expect(writeWith(settings, { model: EFFORT_MODEL }).body['output_config']).toEqual({
      effort: 'low',
      format: { type: 'json_schema', schema },
    });
  });

  test('with a schema that cannot be enforced whole says what changed', () => {
    const { receipt } = writeWith({
      outputFormat: { kind: 'json-schema', schema: { type: 'object', maxProperties: 1 } },
    });
    expect(receipt).toMatchObject([{ path: 'outputFormat', outcome: 'approximated' }]);
    expect(receipt[0]?.why).toContain('objects take no additional properties; bounds moved into descriptions');
  });

  test('that is any JSON becomes the last instruction', () => {
    const messages = [
      { role: 'system' as const, path: 's', parts: [{ type: 'text' as const, path: 's', text: 'Be brief.' }] },
      { role: 'user' as const, path: 'u', parts: [{ type: 'text' as const, path: 'u', text: 'Hi' }] },
    ];
    const { body, receipt } = write({ messages, settings: { outputFormat: { kind: 'json-object' } } });
    expect(body['system']).toEqual([
      { type: 'text', text: 'Be brief.' },
      { type: 'text', text: expect.stringContaining('JSON object') as string },
    ]);
    expect(receipt).toMatchObject([{ path: 'outputFormat', outcome: 'approximated' }]);
    expect(writeWith({ outputFormat: { kind: 'json-object' } }).body['system']).toHaveLength(1);
  });
});

describe('a model that keeps to no schema', () => {
  const schema = { type: 'object', properties: { a: { type: 'string', maxLength: 3 } } };
  const FORMAT: OutputFormat = { kind: 'json-schema', name: 'city', schema };
  const TOOL: FunctionTool = { type: 'function', path: 'tools[0]', name: 'f' };
  const OLD = { model: 'claude-3-7-sonnet-latest' };
  const answer = (name: string) => ({ name, description: expect.any(String) as string, input_schema: schema });

  test.each([OLD, { model: 'deepseek-chat' }, { model: EFFORT_MODEL, structuredOutput: false }])(
    'is made to answer through a tool: %j',
    (target) => {
      const { body, receipt, answerTool } = writeWith({ outputFormat: FORMAT }, target);
      expect(body).toMatchObject({
        tools: [answer('city')],
        tool_choice: { type: 'tool', name: 'city', disable_parallel_tool_use: true },
      });
      expect(body).not.toHaveProperty('output_config');
      expect(answerTool).toBe('city');
      expect(receipt).toMatchObject([{ path: 'outputFormat', outcome: 'approximated' }]);
    },
  );

  test('is held to the schema where it is known to keep to it', () => {
    const { body, answerTool } = writeWith({ outputFormat: FORMAT }, { ...OLD, structuredOutput: true });
    expect(body).toHaveProperty('output_config.format');
    expect(answerTool).toBeUndefined();
  });

  test.each<[Settings['toolChoice'], object]>([
    [undefined, { type: 'any' }],
    [{ kind: 'auto' }, { type: 'any' }],
    [{ kind: 'none' }, { type: 'tool', name: 'city', disable_parallel_tool_use: true }],
  ])('may call the tools of the client first, if it may call any: %j', (toolChoice, tool_choice) => {
    const { body } = writeWith({ outputFormat: FORMAT, toolChoice }, OLD, { tools: [TOOL] });
    expect(body).toMatchObject({ tools: [{ name: 'f' }, answer('city')], tool_choice });
  });

  test('calls tools one at a time where that is wanted', () => {
    const settings: Settings = { outputFormat: FORMAT, parallelToolCalls: false };
    expect(writeWith(settings, OLD, { tools: [TOOL] }).body).toMatchObject({
      tool_choice: { type: 'any', disable_parallel_tool_use: true },
    });
  });

  test.each<NonNullable<Settings['toolChoice']>>([{ kind: 'required' }, { kind: 'tool', name: 'f' }])(
    'has no answer to form where a call is demanded: %j',
    (toolChoice) => {
      const { body, answerTool } = writeWith({ outputFormat: FORMAT, toolChoice }, OLD, { tools: [TOOL] });
      expect(body['tools']).toHaveLength(1);
      expect(answerTool).toBeUndefined();
    },
  );

  test.each([
    ['f', 'f_'],
    ['a b', 'a_b'],
    [undefined, 'answer'],
  ])('answers through a name that is free: %s as %s', (name, free) => {
    const { answerTool } = writeWith({ outputFormat: { ...FORMAT, name } }, OLD, { tools: [TOOL] });
    expect(answerTool).toBe(free);
  });

  test.each([{ type: 'array', items: {} }, {}])('is instructed where a tool cannot have the schema: %j', (schema) => {
    const { body, receipt, answerTool } = writeWith({ outputFormat: { ...FORMAT, schema } }, OLD);
    expect(body['system']).toMatchObject([{ text: expect.stringContaining(JSON.stringify(schema)) as string }]);
    expect(answerTool).toBeUndefined();
    expect(receipt).toMatchObject([{ path: 'outputFormat', outcome: 'approximated' }]);
  });

  test('gives the answer as text', () => {
    const { answerTool } = writeWith({ outputFormat: FORMAT }, OLD);
    const stream = sse([
      { type: 'message_start', message: {} },
      { type: 'content_block_start', index: 0, content_block: { type: 'tool_use', id: 't', name: 'city', input: {} } },
      { type: 'content_block_delta', index: 0, delta: { type: 'input_json_delta', partial_json: '{"a":"b"}' } },
      { type: 'content_block_stop', index: 0 },
      { type: 'message_delta', delta: { stop_reason: 'tool_use' } },
      { type: 'message_stop' },
    ]);
    const reader = new AnswerToolReader(answerTool!);
    const events: ReplyEvent[] = readStream(stream).flatMap((event) => reader.read(event));
    expect(events).toMatchObject([
      { type: 'start' },
      { type: 'text-delta', text: '{"a":"b"}' },
      { type: 'finish', reason: 'stop' },
    ]);
  });
});

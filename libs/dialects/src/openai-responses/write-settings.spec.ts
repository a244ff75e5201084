import { describe, expect, it } from 'vitest';
import { type Call, type JsonObject, type Settings } from '../call';
import { type Target } from '../dialect';
import { write } from './spec-support';

const TOOLS: Call['tools'] = [{ type: 'function', path: 'tools[0]', name: 'f' }];

/** What the settings add to the body of a call with one tool, and the receipt by path. */
function writtenOf(settings: Settings, target: Partial<Target> = {}, call: Partial<Call> = {}) {
  const { body, receipt, answerTool } = write({ tools: TOOLS, settings, ...call }, target);
  const { model: _model, input: _input, store: _store, include, tools, ...added } = body;
  const asked = include as string[] | undefined;
  const also = asked?.filter((word) => word !== 'reasoning.encrypted_content') ?? [];
  return {
    body: { ...added, ...(also.length > 0 && { include: also }) },
    receipt: receipt.map(({ outcome, path }) => `${outcome} ${path}`),
    tools: tools as JsonObject[],
    answerTool,
  };
}

describe('carried', () => {
  it.each<[Settings, JsonObject]>([
    [{ maxOutputTokens: 100 }, { max_output_tokens: 100 }],
    [{ temperature: 0.5 }, { temperature: 0.5 }],
    [{ topP: 0.5 }, { top_p: 0.5 }],
    [
      { logprobs: true, topLogprobs: 2 },
      { include: ['message.output_text.logprobs'], top_logprobs: 2 },
    ],
    [{ logprobs: false }, {}],
    [{ toolChoice: { kind: 'auto' } }, { tool_choice: 'auto' }],
    [{ toolChoice: { kind: 'tool', name: 'f' } }, { tool_choice: { type: 'function', name: 'f' } }],
    [
      { toolChoice: { kind: 'allowed', mode: 'required', names: ['f'] } },
      { tool_choice: { type: 'allowed_tools', mode: 'required', tools: [{ type: 'function', name: 'f' }] } },
    ],
    [{ parallelToolCalls: false }, { parallel_tool_calls: false }],
    [{ outputFormat: { kind: 'text' } }, { text: { format: { type: 'text' } } }],
    [
      { outputFormat: { kind: 'json-object' }, verbosity: 'low' },
      { text: { format: { type: 'json_object' }, verbosity: 'low' } },
    ],
    [
      { outputFormat: { kind: 'json-schema', schema: { type: 'object' }, strict: true } },
      { text: { format: { type: 'json_schema', name: 'response', schema: { type: 'object' }, strict: true } } },
    ],
    [
      { outputFormat: { kind: 'json-schema', name: 'n', description: 'd', schema: {} } },
      { text: { format: { type: 'json_schema', name: 'n', description: 'd', schema: {} } } },
    ],
    [
      { reasoning: { kind: 'effort', effort: 'high' }, reasoningSummary: 'auto' },
      { reasoning: { effort: 'high', summary: 'auto' } },
    ],
    [{ reasoning: { kind: 'adaptive' } }, {}],
    [{ reasoning: { kind: 'adaptive', effort: 'low' } }, { reasoning: { effort: 'low' } }],
    [{ reasoningSummary: 'none' }, {}],
    [{ serviceTier: 'flex' }, { service_tier: 'flex' }],
    [{ endUser: 'u' }, { safety_identifier: 'u' }],
    [{ metadata: { a: 'b' } }, { metadata: { a: 'b' } }],
    [{ promptCacheKey: 'k' }, { prompt_cache_key: 'k' }],
    [{ store: false }, {}],
  ])('%j', (settings, expected) => {
    const { body, receipt } = writtenOf(settings);
    expect(body).toEqual(expected);
    expect(receipt.filter((line) => !line.startsWith('mapped'))).toEqual([]);
  });

  it('under the older name of the end user where the client wrote that', () => {
    expect(writtenOf({ endUser: 'u' }, {}, { settingPaths: { endUser: 'user' } }).body).toEqual({ user: 'u' });
  });

  it('in other words, and the receipt says so', () => {
    const settingPaths = { maxOutputTokens: 'max_tokens', temperature: 'temperature' };
    expect(writtenOf({ maxOutputTokens: 100, temperature: 1 }, {}, { settingPaths }).receipt).toEqual([
      'mapped max_tokens',
    ]);
  });
});

describe('dropped', () => {
  it.each<[Settings, string]>([
    [{ topK: 1 }, 'topK'],
    [{ stopSequences: ['a'] }, 'stopSequences'],
    [{ seed: 0 }, 'seed'],
    [{ frequencyPenalty: 1 }, 'frequencyPenalty'],
    [{ presencePenalty: -1 }, 'presencePenalty'],
    [{ logitBias: { '1': 2 } }, 'logitBias'],
    [{ choices: 2 }, 'choices'],
    [{ serviceTier: 'standard_only' }, 'serviceTier'],
    [{ store: true }, 'store'],
  ])('%j', (settings, path) => {
    const { body, receipt } = writtenOf(settings);
    expect(body).toEqual({});
    expect(receipt).toEqual([`dropped ${path}`]);
  });

  it.each<Settings>([
    { stopSequences: [] },
    { frequencyPenalty: 0 },
    { presencePenalty: 0 },
    { logitBias: {} },
    { choices: 1 },
  ])('without a loss where it asks for nothing: %j', (settings) => {
    const { body, receipt } = writtenOf(settings);
    expect(body).toEqual({});
    expect(receipt.filter((line) => !line.startsWith('mapped'))).toEqual([]);
  });

  it('are choices where there is nothing to choose from', () => {
    expect(writtenOf({ toolChoice: { kind: 'required' } }, {}, { tools: [] })).toMatchObject({
      body: {},
      receipt: ['dropped toolChoice'],
    });
    expect(writtenOf({ toolChoice: { kind: 'auto' } }, {}, { tools: [] }).receipt).toEqual(['mapped toolChoice']);
  });
});

describe('approximated', () => {
  it.each<[Settings, Partial<Target>, JsonObject, string]>([
    [{ maxOutputTokens: 5 }, {}, { max_output_tokens: 16 }, 'maxOutputTokens'],
    [{ promptCaching: {} }, {}, {}, 'promptCaching'],
    [{ reasoning: { kind: 'budget', tokens: 0 } }, {}, { reasoning: { effort: 'none' } }, 'reasoning'],
    [{ reasoning: { kind: 'budget', tokens: 1024 } }, {}, { reasoning: { effort: 'low' } }, 'reasoning'],
    [{ reasoning: { kind: 'budget', tokens: 8192 } }, {}, { reasoning: { effort: 'medium' } }, 'reasoning'],
    [{ reasoning: { kind: 'budget', tokens: 8193 } }, {}, { reasoning: { effort: 'high' } }, 'reasoning'],
    [{ reasoning: { kind: 'budget', tokens: 9000, effort: 'max' } }, {}, { reasoning: { effort: 'max' } }, 'reasoning'],
    [
      { reasoning: { kind: 'effort', effort: 'max' } },
      { reasoningEfforts: ['low', 'high'] },
      { reasoning: { effort: 'high' } },
      'reasoning',
    ],
    [
      { reasoning: { kind: 'effort', effort: 'none' } },
      { reasoningEfforts: ['low', 'high'] },
      { reasoning: { effort: 'low' } },
      'reasoning',
    ],
    [
      { reasoning: { kind: 'effort', effort: 'minimal' } },
      { reasoningEfforts: ['none', 'low'] },
      { reasoning: { effort: 'low' } },
      'reasoning',
    ],
    [
      { reasoning: { kind: 'effort', effort: 'medium' } },
      { reasoningEfforts: ['low', 'high'] },
      { reasoning: { effort: 'low' } },
      'reasoning',
    ],
  ])('%j for %j', (settings, target, expected, path) => {
    const { body, receipt } = writtenOf(settings, target);
    expect(body).toEqual(expected);
    expect(receipt).toEqual([`approximated ${path}`]);
  });

  it('never where the model takes the very word', () => {
    const { body, receipt } = writtenOf(
      { reasoning: { kind: 'effort', effort: 'high' } },
      { reasoningEfforts: ['low', 'high'] },
    );
    expect(body).toEqual({ reasoning: { effort: 'high' } });
    expect(receipt).toEqual([]);
  });
});

describe('a model that does not reason', () => {
  it.each<[Settings, string[]]>([
    [{ reasoning: { kind: 'effort', effort: 'high' } }, ['dropped reasoning']],
    [{ reasoning: { kind: 'budget', tokens: 5000 } }, ['dropped reasoning']],
    [{ reasoning: { kind: 'adaptive' } }, ['dropped reasoning']],
    [{ reasoningSummary: 'auto' }, ['dropped reasoningSummary']],
    [{ reasoning: { kind: 'effort', effort: 'none' } }, ['mapped reasoning']],
    [{ reasoning: { kind: 'budget', tokens: 0 } }, ['mapped reasoning']],
    [{ reasoningSummary: 'none' }, ['mapped reasoningSummary']],
  ])('hears nothing of %j', (settings, lines) => {
    expect(writtenOf(settings, { reasoning: false })).toMatchObject({ body: {}, receipt: lines });
  });
});

describe('a model that does not keep to a schema', () => {
  const outputFormat = { kind: 'json-schema', name: 'city', schema: { type: 'object' } } as const;
  const target = { structuredOutput: false };
  const tool = { type: 'function', name: 'city', parameters: { type: 'object' }, strict: false };

  it('is made to answer through a function', () => {
    const written = writtenOf({ outputFormat }, target, { tools: [] });
    expect(written).toMatchObject({ answerTool: 'city', receipt: ['approximated outputFormat'] });
    expect(written.tools).toMatchObject([tool]);
    expect(written.body).toEqual({ tool_choice: { type: 'function', name: 'city' } });
  });

  it.each<[string, Settings, JsonObject]>([
    ['may call others first', {}, { tool_choice: 'required' }],
    [
      'may not where no tool was to be called',
      { toolChoice: { kind: 'none' } },
      { tool_choice: { type: 'function', name: 'city' } },
    ],
    [
      'calls what the client demands',
      { toolChoice: { kind: 'tool', name: 'f' } },
      { tool_choice: { type: 'function', name: 'f' } },
    ],
  ])('%s where the client has tools', (_name, settings, body) => {
    const written = writtenOf({ outputFormat, ...settings }, target);
    expect(written.tools).toMatchObject([{ name: 'f' }, tool]);
    expect(written.body).toEqual(body);
  });

  it('never takes the name of a tool of the client', () => {
    const tools: Call['tools'] = [{ type: 'function', path: 'tools[0]', name: 'city' }];
    expect(writtenOf({ outputFormat }, target, { tools }).answerTool).toBe('city_');
  });

  it('has JSON without a schema', () => {
    expect(writtenOf({ outputFormat: { kind: 'json-object' } }, target).body).toEqual({
      text: { format: { type: 'json_object' } },
    });
  });
});

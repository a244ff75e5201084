import { ReceiptBook } from '../receipt';
import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { InvalidRequest } from '../dialect';
import { openAiResponses } from './openai-responses';
import { readOf, rewritten } from './spec-support';

describe('tools', () => {
  it('of functions are flat, and may have fields of their own', () => {
    const tool = {
      type: 'function',
      name: 'f',
      description: 'd',
      parameters: { type: 'object' },
      strict: true,
      defer_loading: true,
    };
    const call = readOf({ tools: [tool] });
    expect(call.tools).toEqual([
      { type: 'function', path: 'tools[0]', name: 'f', description: 'd', parameters: { type: 'object' }, strict: true },
    ]);
    expect(call.extras).toEqual([{ path: 'tools[0].defer_loading', value: true }]);
    expect(rewritten({ tools: [tool] })['tools']).toEqual([tool]);
  });

  it('stay as bare as they came', () => {
    expect(rewritten({ tools: [{ type: 'function', name: 'f' }] })['tools']).toEqual([{ type: 'function', name: 'f' }]);
  });

  it.each([
    ['web_search', { type: 'web_search', search_context_size: 'low' }],
    ['file_search', { type: 'file_search', vector_store_ids: ['v'] }],
    ['code_interpreter', { type: 'code_interpreter', container: { type: 'auto' } }],
    ['mcp', { type: 'mcp', server_label: 's', server_url: 'https://a.example' }],
    ['image_generation', { type: 'image_generation' }],
    ['apply_patch', { type: 'custom', name: 'apply_patch', format: { type: 'grammar' } }],
    ['mcp__fs', { type: 'namespace', name: 'mcp__fs', description: 'd', tools: [] }],
    ['shell', { type: 'shell' }],
  ])('that only this dialect has are kept whole: %s', (name, value) => {
    expect(readOf({ tools: [value] }).tools).toEqual([
      { type: 'native', path: 'tools[0]', dialect: 'openai-responses', name, value },
    ]);
    expect(rewritten({ tools: [value] })['tools']).toEqual([value]);
  });
});

describe('settings', () => {
  it.each<[JsonObject, JsonObject, string]>([
    [{ max_output_tokens: 9 }, { maxOutputTokens: 9 }, 'max_output_tokens'],
    [{ temperature: 0 }, { temperature: 0 }, 'temperature'],
    [{ top_p: 0.5 }, { topP: 0.5 }, 'top_p'],
    [{ top_logprobs: 3 }, { topLogprobs: 3 }, 'top_logprobs'],
    [{ parallel_tool_calls: false }, { parallelToolCalls: false }, 'parallel_tool_calls'],
    [{ tool_choice: 'required' }, { toolChoice: { kind: 'required' } }, 'tool_choice'],
    [{ tool_choice: { type: 'function', name: 'f' } }, { toolChoice: { kind: 'tool', name: 'f' } }, 'tool_choice'],
    [
      { tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'function', name: 'f' }] } },
      { toolChoice: { kind: 'allowed', mode: 'auto', names: ['f'] } },
      'tool_choice',
    ],
    [{ reasoning: { effort: 'xhigh' } }, { reasoning: { kind: 'effort', effort: 'xhigh' } }, 'reasoning.effort'],
    [{ reasoning: { summary: 'concise' } }, { reasoningSummary: 'concise' }, 'reasoning.summary'],
    [{ text: { verbosity: 'low' } }, { verbosity: 'low' }, 'text.verbosity'],
    [{ text: { format: { type: 'text' } } }, { outputFormat: { kind: 'text' } }, 'text.format'],
    [{ text: { format: { type: 'json_object' } } }, { outputFormat: { kind: 'json-object' } }, 'text.format'],
    [
      { text: { format: { type: 'json_schema', name: 'n', description: 'd', schema: { a: 1 }, strict: true } } },
      { outputFormat: { kind: 'json-schema', name: 'n', description: 'd', schema: { a: 1 }, strict: true } },
      'text.format',
    ],
    [{ service_tier: 'flex' }, { serviceTier: 'flex' }, 'service_tier'],
    [{ metadata: { a: 'b' } }, { metadata: { a: 'b' } }, 'metadata'],
    [{ safety_identifier: 'u' }, { endUser: 'u' }, 'safety_identifier'],
    [{ user: 'u' }, { endUser: 'u' }, 'user'],
    [{ prompt_cache_key: 'k' }, { promptCacheKey: 'k' }, 'prompt_cache_key'],
    [{ store: false }, { store: false }, 'store'],
    [{ include: ['reasoning.encrypted_content'] }, { include: ['reasoning.encrypted_content'] }, 'include'],
  ])('%j is read, and returns', (body, settings, path) => {
    const call = readOf(body);
    expect(call.settings).toEqual(settings);
    expect(Object.values(call.settingPaths)).toEqual([path]);
    expect(call.extras).toEqual([]);
    expect(rewritten(body)).toEqual({ model: 'm', input: 'hi', ...body });
  });

  it('asks for log probabilities through what is to be included', () => {
    const call = readOf({ include: ['message.output_text.logprobs'] });
    expect(call.settings).toEqual({ include: ['message.output_text.logprobs'], logprobs: true });
    expect(call.settingPaths.logprobs).toBe('include');
    expect(rewritten({ include: ['message.output_text.logprobs'] })['include']).toEqual([
      'message.output_text.logprobs',
    ]);
  });

  it.each<[JsonObject, string[]]>([
    [{ tool_choice: { type: 'web_search' } }, ['tool_choice']],
    [
      { tool_choice: { type: 'allowed_tools', mode: 'auto', tools: [{ type: 'mcp', server_label: 's' }] } },
      ['tool_choice'],
    ],
    [{ tool_choice: 'whatever' }, ['tool_choice']],
    [{ reasoning: { effort: 'ultra', context: 'all_turns' } }, ['reasoning.effort', 'reasoning.context']],
    [{ text: { format: { type: 'grammar' } } }, ['text.format']],
    [{ safety_identifier: 'a', user: 'b' }, ['user']],
    [{ metadata: { a: 1 } }, ['metadata']],
    [{ previous_response_id: 'resp_1', conversation: 'conv_1' }, ['previous_response_id', 'conversation']],
    [{ background: true, truncation: 'auto', max_tool_calls: 3 }, ['background', 'truncation', 'max_tool_calls']],
    [{ prompt: { id: 'p' }, context_management: [{ type: 'compaction' }] }, ['prompt', 'context_management']],
    [{ moderation: { model: 'm' }, client_metadata: { a: 'b' } }, ['moderation', 'client_metadata']],
    [{ stream_options: { include_obfuscation: false }, top_k: 3 }, ['stream_options', 'top_k']],
  ])('%j is kept for this dialect alone', (body, paths) => {
    expect(readOf(body).extras.map(({ path }) => path)).toEqual(paths);
    expect(rewritten(body)).toEqual({ model: 'm', input: 'hi', ...body });
  });

  it('leaves null and empty things out', () => {
    const body = {
      instructions: null,
      temperature: null,
      tools: [],
      reasoning: null,
      previous_response_id: null,
      stream: false,
    };
    expect(readOf(body)).toMatchObject({ stream: false, tools: [], settings: {}, extras: [] });
    expect(rewritten(body)).toEqual({ model: 'm', input: 'hi' });
  });
});

describe('a request as Codex sends it', () => {
  const body = {
    model: 'm',
    instructions: 'You are a coding agent.',
    input: [
      { type: 'message', role: 'developer', content: [{ type: 'input_text', text: '<permissions>' }] },
      { type: 'message', role: 'user', content: [{ type: 'input_text', text: 'Fix the test.' }] },
      {
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: 'Look.' }],
        content: null,
        encrypted_content: 'gAAA',
      },
      { type: 'message', role: 'assistant', content: [{ type: 'output_text', text: 'Looking.' }], phase: 'commentary' },
      { type: 'function_call', name: 'exec_command', arguments: '{"cmd":"ls"}', call_id: 'call_1' },
      { type: 'function_call_output', call_id: 'call_1', output: 'a.ts' },
      {
        type: 'custom_tool_call',
        status: 'completed',
        call_id: 'call_2',
        name: 'apply_patch',
        input: '*** Begin Patch',
      },
      { type: 'custom_tool_call_output', call_id: 'call_2', output: 'Done' },
    ],
    tools: [
      { type: 'function', name: 'exec_command', description: 'Runs', strict: false, parameters: { type: 'object' } },
      { type: 'custom', name: 'apply_patch', format: { type: 'grammar', syntax: 'lark', definition: 'start: "a"' } },
      { type: 'namespace', name: 'mcp__docs', description: 'Docs', tools: [{ type: 'function', name: 'find' }] },
      { type: 'web_search', external_web_access: false },
    ],
    tool_choice: 'auto',
    parallel_tool_calls: true,
    reasoning: { effort: 'medium', summary: 'auto', context: 'all_turns' },
    store: false,
    stream: true,
    include: ['reasoning.encrypted_content'],
    prompt_cache_key: '0199-aaaa',
    text: { verbosity: 'low' },
    client_metadata: { 'x-codex-installation-id': 'c0ffee' },
  };

  it('is accepted and loses nothing on the way to its own dialect', () => {
    const { input, ...rest } = rewritten(body);
    const { input: original, ...expected } = body;
    expect(rest).toEqual(expected);
    // Null is as good as absent, and what the model said names its sources, if any.
    const [content, annotations] = [undefined, []];
    expect(input).toEqual(
      original.map((item) => {
        if (item.type === 'reasoning') return { ...item, content };
        if (item.role !== 'assistant') return item;
        return { ...item, content: [{ ...(item.content as object[])[0], annotations }] };
      }),
    );
  });

  it('is passed through as it is', () => {
    expect(openAiResponses.prepareRequest(body, { model: 'upstream' }, new ReceiptBook())).toEqual({
      ...body,
      model: 'upstream',
    });
  });
});

describe('a request is refused, naming the field,', () => {
  it.each<[string, JsonObject, string]>([
    ['without a model', { model: undefined }, 'model'],
    ['with a model that is no string', { model: 7 }, 'model'],
    ['without input', { input: undefined }, 'input'],
    ['with no items', { input: [] }, 'input'],
    ['with input of another type', { input: 7 }, 'input'],
    ['with an item that is no object', { input: ['hi'] }, 'input[0]'],
    ['with an item of no kind', { input: [{}] }, 'input[0].type'],
    ['with a role that nobody has', { input: [{ role: 'tool', content: '' }] }, 'input[0].role'],
    ['with content of another type', { input: [{ role: 'user', content: 7 }] }, 'input[0].content'],
    ['with a part that is no object', { input: [{ role: 'user', content: ['hi'] }] }, 'input[0].content[0]'],
    [
      'with text that is none',
      { input: [{ role: 'user', content: [{ type: 'input_text' }] }] },
      'input[0].content[0].text',
    ],
    [
      'with an image that is nowhere',
      { input: [{ role: 'user', content: [{ type: 'input_image' }] }] },
      'input[0].content[0].image_url',
    ],
    [
      'with a file that is nowhere',
      { input: [{ role: 'user', content: [{ type: 'input_file' }] }] },
      'input[0].content[0].file_data',
    ],
    ['with a call without a name', { input: [{ type: 'function_call', call_id: 'c' }] }, 'input[0].name'],
    ['with a call without an id', { input: [{ type: 'function_call', name: 'f' }] }, 'input[0].call_id'],
    ['with a tool without a type', { tools: [{ name: 'f' }] }, 'tools[0].type'],
    [
      'with a function as Chat Completions has it',
      { tools: [{ type: 'function', function: { name: 'f' } }] },
      'tools[0].name',
    ],
    [
      'with parameters that are no schema',
      { tools: [{ type: 'function', name: 'f', parameters: 'x' }] },
      'tools[0].parameters',
    ],
    ['with no output', { max_output_tokens: 0 }, 'max_output_tokens'],
    ['with a word for a number', { temperature: 'hot' }, 'temperature'],
    ['with a string for an object', { reasoning: 'high' }, 'reasoning'],
    ['with a format without a schema', { text: { format: { type: 'json_schema', name: 'n' } } }, 'text.format.schema'],
    ['with includes that are no words', { include: [7] }, 'include'],
    ['with a choice of no function', { tool_choice: { type: 'function' } }, 'tool_choice.name'],
  ])('%s', (_name, body, param) => {
    const request = (): unknown => readOf(body);
    expect(request).toThrow(InvalidRequest);
    expect(request).toThrow(expect.objectContaining({ param }) as Error);
  });

  it.each([{ previous_response_id: 'resp_1' }, { conversation: { id: 'c' } }, { prompt: { id: 'p' } }])(
    'but not without input where %j stands for it',
    (body) => expect(readOf({ ...body, input: undefined }).messages).toEqual([]),
  );
});

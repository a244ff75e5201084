import { type DialectId, type JsonObject } from '@nuvra/dialects';

/*
 * What clients ask for, one feature at a time, in the words of each dialect. Each has a mark that no writer may change: what is sent holds
 * it, or a receipt says why not.
 */

/** One thing that a client asks for. */
export interface RequestFeature {
  readonly name: string;
  /** What the path and the body that are sent hold, if the feature is in them. */
  readonly mark: RegExp;
  /** Fields to add to the dialect's plainest request; absent where the dialect has no words for it. */
  readonly asked: Readonly<Partial<Record<DialectId, JsonObject>>>;
}

/** The plainest request of each dialect. */
export const PLAIN: Readonly<Record<DialectId, JsonObject>> = {
  'openai-chat': { messages: [{ role: 'user', content: 'mark-question' }] },
  'openai-responses': { input: [{ role: 'user', content: 'mark-question' }] },
  'anthropic-messages': { max_tokens: 1000, messages: [{ role: 'user', content: 'mark-question' }] },
  gemini: { contents: [{ role: 'user', parts: [{ text: 'mark-question' }] }] },
};

const SCHEMA = {
  type: 'object',
  properties: { mark_property: { type: 'string' } },
  required: ['mark_property'],
  additionalProperties: false,
};
const TOOLS: Readonly<Record<DialectId, JsonObject>> = {
  'openai-chat': { tools: [{ type: 'function', function: { name: 'mark_tool', parameters: SCHEMA } }] },
  'openai-responses': { tools: [{ type: 'function', name: 'mark_tool', parameters: SCHEMA, strict: false }] },
  'anthropic-messages': { tools: [{ name: 'mark_tool', input_schema: SCHEMA }] },
  gemini: { tools: [{ functionDeclarations: [{ name: 'mark_tool', parametersJsonSchema: SCHEMA }] }] },
};

/** A field that dialects name differently, with one value. */
function field(
  name: string,
  value: unknown,
  mark: RegExp,
  names: Readonly<Partial<Record<DialectId, string>>>,
): RequestFeature {
  const asked = Object.entries(names).map(([dialect, path]) => [dialect, nested(path.split('.'), value)]);
  return { name, mark, asked: Object.fromEntries(asked) as RequestFeature['asked'] };
}

function nested([key = '', ...rest]: readonly string[], value: unknown): JsonObject {
  return { [key]: rest.length === 0 ? value : nested(rest, value) };
}

export const REQUEST_FEATURES: readonly RequestFeature[] = [
  {
    name: 'text',
    mark: /mark-question/,
    asked: { 'openai-chat': {}, 'openai-responses': {}, 'anthropic-messages': {}, gemini: {} },
  },
  {
    name: 'system',
    mark: /mark-system/,
    asked: {
      'openai-chat': {
        messages: [
          { role: 'system', content: 'mark-system' },
          { role: 'user', content: 'hi' },
        ],
      },
      'openai-responses': { instructions: 'mark-system' },
      'anthropic-messages': { system: 'mark-system' },
      gemini: { systemInstruction: { parts: [{ text: 'mark-system' }] } },
    },
  },
  {
    name: 'turns',
    mark: /mark-answer/,
    asked: {
      'openai-chat': { messages: turns('assistant', (text) => ({ content: text })) },
      'openai-responses': { input: turns('assistant', (text) => ({ content: text })) },
      'anthropic-messages': { messages: turns('assistant', (text) => ({ content: text })) },
      gemini: { contents: turns('model', (text) => ({ parts: [{ text }] })) },
    },
  },
  {
    name: 'image',
    mark: /aW1hZ2UtbWFyaw==/,
    asked: {
      'openai-chat': {
        messages: [
          {
            role: 'user',
            content: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,aW1hZ2UtbWFyaw==' } }],
          },
        ],
      },
      'openai-responses': {
        input: [
          { role: 'user', content: [{ type: 'input_image', image_url: 'data:image/png;base64,aW1hZ2UtbWFyaw==' }] },
        ],
      },
      'anthropic-messages': {
        messages: [
          {
            role: 'user',
            content: [{ type: 'image', source: { type: 'base64', media_type: 'image/png', data: 'aW1hZ2UtbWFyaw==' } }],
          },
        ],
      },
      gemini: {
        contents: [{ role: 'user', parts: [{ inlineData: { mimeType: 'image/png', data: 'aW1hZ2UtbWFyaw==' } }] }],
      },
    },
  },
  { name: 'tools', mark: /mark_tool.*mark_property/s, asked: TOOLS },
  {
    name: 'tool choice',
    mark: /"(tool_choice|toolConfig)":/,
    asked: {
      'openai-chat': { ...TOOLS['openai-chat'], tool_choice: 'required' },
      'openai-responses': { ...TOOLS['openai-responses'], tool_choice: 'required' },
      'anthropic-messages': { ...TOOLS['anthropic-messages'], tool_choice: { type: 'any' } },
      gemini: { ...TOOLS.gemini, toolConfig: { functionCallingConfig: { mode: 'ANY' } } },
    },
  },
  {
    name: 'one call at a time',
    mark: /parallel_tool_(calls|use)/,
    asked: {
      'openai-chat': { ...TOOLS['openai-chat'], parallel_tool_calls: false },
      'openai-responses': { ...TOOLS['openai-responses'], parallel_tool_calls: false },
      'anthropic-messages': {
        ...TOOLS['anthropic-messages'],
        tool_choice: { type: 'auto', disable_parallel_tool_use: true },
      },
    },
  },
  {
    name: 'tool results',
    mark: /mark_tool.*mark-result/s,
    asked: {
      'openai-chat': {
        ...TOOLS['openai-chat'],
        messages: [
          { role: 'user', content: 'hi' },
          {
            role: 'assistant',
            content: null,
            tool_calls: [
              { id: 'call_1', type: 'function', function: { name: 'mark_tool', arguments: '{"mark_property":"a"}' } },
            ],
          },
          { role: 'tool', tool_call_id: 'call_1', content: 'mark-result' },
        ],
      },
      'openai-responses': {
        ...TOOLS['openai-responses'],
        input: [
          { role: 'user', content: 'hi' },
          { type: 'function_call', call_id: 'call_1', name: 'mark_tool', arguments: '{"mark_property":"a"}' },
          { type: 'function_call_output', call_id: 'call_1', output: 'mark-result' },
        ],
      },
      'anthropic-messages': {
        ...TOOLS['anthropic-messages'],
        messages: [
          { role: 'user', content: 'hi' },
          {
            role: 'assistant',
            content: [{ type: 'tool_use', id: 'call_1', name: 'mark_tool', input: { mark_property: 'a' } }],
          },
          { role: 'user', content: [{ type: 'tool_result', tool_use_id: 'call_1', content: 'mark-result' }] },
        ],
      },
      gemini: {
        ...TOOLS.gemini,
        contents: [
          { role: 'user', parts: [{ text: 'hi' }] },
          { role: 'model', parts: [{ functionCall: { name: 'mark_tool', args: { mark_property: 'a' } } }] },
          { role: 'user', parts: [{ functionResponse: { name: 'mark_tool', response: { output: 'mark-result' } } }] },
        ],
      },
    },
  },
  {
    name: 'JSON',
    mark: /json_object|json_schema|application\/json/,
    asked: {
      'openai-chat': { response_format: { type: 'json_object' } },
      'openai-responses': { text: { format: { type: 'json_object' } } },
      gemini: { generationConfig: { responseMimeType: 'application/json' } },
    },
  },
  {
    name: 'schema',
    mark: /mark_property/,
    asked: {
      'openai-chat': {
        response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: SCHEMA, strict: true } },
      },
      'openai-responses': { text: { format: { type: 'json_schema', name: 'answer', schema: SCHEMA, strict: true } } },
      'anthropic-messages': { output_config: { format: { type: 'json_schema', schema: SCHEMA } } },
      gemini: { generationConfig: { responseMimeType: 'application/json', responseJsonSchema: SCHEMA } },
    },
  },
  {
    name: 'effort',
    mark: /"(reasoning_effort|reasoning|thinking|enable_thinking|thinkingConfig|output_config)":/,
    asked: {
      'openai-chat': { reasoning_effort: 'high' },
      'openai-responses': { reasoning: { effort: 'high' } },
      'anthropic-messages': { thinking: { type: 'adaptive' }, output_config: { effort: 'high' } },
      gemini: { generationConfig: { thinkingConfig: { thinkingLevel: 'HIGH' } } },
    },
  },
  field('output limit', 321, /:321\b/, {
    'openai-chat': 'max_completion_tokens',
    'openai-responses': 'max_output_tokens',
    'anthropic-messages': 'max_tokens',
    gemini: 'generationConfig.maxOutputTokens',
  }),
  field('temperature', 0.31, /:0\.31\b/, {
    'openai-chat': 'temperature',
    'openai-responses': 'temperature',
    'anthropic-messages': 'temperature',
    gemini: 'generationConfig.temperature',
  }),
  field('top p', 0.87, /:0\.87\b/, {
    'openai-chat': 'top_p',
    'openai-responses': 'top_p',
    'anthropic-messages': 'top_p',
    gemini: 'generationConfig.topP',
  }),
  field('top k', 37, /:37\b/, { 'anthropic-messages': 'top_k', gemini: 'generationConfig.topK' }),
  field('stop', ['mark-stop'], /mark-stop/, {
    'openai-chat': 'stop',
    'anthropic-messages': 'stop_sequences',
    gemini: 'generationConfig.stopSequences',
  }),
  field('seed', 424242, /:424242\b/, { 'openai-chat': 'seed', gemini: 'generationConfig.seed' }),
  field('penalties', 0.21, /:0\.21\b/, {
    'openai-chat': 'frequency_penalty',
    gemini: 'generationConfig.frequencyPenalty',
  }),
  field('log probabilities', true, /"(logprobs|responseLogprobs)":(true|1)|logprobs"\]/, {
    'openai-chat': 'logprobs',
    gemini: 'generationConfig.responseLogprobs',
  }),
  field('several choices', 2, /"(n|candidateCount)":2/, {
    'openai-chat': 'n',
    gemini: 'generationConfig.candidateCount',
  }),
  field('end user', 'mark-user', /mark-user/, {
    'openai-chat': 'user',
    'openai-responses': 'user',
    'anthropic-messages': 'metadata.user_id',
  }),
  field('metadata', { mark: 'mark-metadata' }, /mark-metadata/, {
    'openai-chat': 'metadata',
    'openai-responses': 'metadata',
  }),
  field('cache key', 'mark-cache', /mark-cache/, {
    'openai-chat': 'prompt_cache_key',
    'openai-responses': 'prompt_cache_key',
  }),
  field('stream', true, /"stream":true|:streamGenerateContent/, {
    'openai-chat': 'stream',
    'openai-responses': 'stream',
    'anthropic-messages': 'stream',
  }),
];

/** A question, its answer, and another question. */
function turns(model: string, said: (text: string) => JsonObject): JsonObject[] {
  return [
    { role: 'user', ...said('hi') },
    { role: model, ...said('mark-answer') },
    { role: 'user', ...said('and then?') },
  ];
}

import { describe, expect, it } from 'vitest';
import { describeRecorded, nameOf, recordings } from '../../../../tools/testing/recordings';
import { type DialectId, type JsonObject } from '../call';
import { countTokensFormats } from './count-tokens';

const formatOf = (id: DialectId) => countTokensFormats[id]!;

describe('a request for a count', () => {
  it.each<[DialectId, JsonObject, JsonObject]>([
    ['anthropic-messages', { messages: [] }, { max_tokens: 1, messages: [] }],
    ['openai-responses', { input: 'one' }, { input: 'one' }],
    ['gemini', { contents: [] }, { contents: [] }],
    [
      'gemini',
      { generateContentRequest: { model: 'models/m', contents: [], tools: [] } },
      { model: 'models/m', contents: [], tools: [] },
    ],
  ])('in %s is one for a completion: %j', (id, request, completion) => {
    expect(formatOf(id).completionOf(request)).toEqual(completion);
  });

  it.each<[DialectId, JsonObject, JsonObject]>([
    [
      'anthropic-messages',
      { model: 'm', max_tokens: 9, stream: true, messages: [], system: 's', temperature: 1, constructor: 1 },
      { model: 'upstream', messages: [], system: 's' },
    ],
    [
      'anthropic-messages',
      { tools: [], tool_choice: {}, thinking: {}, output_config: {}, cache_control: {}, speed: 'fast' },
      {
        model: 'upstream',
        tools: [],
        tool_choice: {},
        thinking: {},
        output_config: {},
        cache_control: {},
        speed: 'fast',
      },
    ],
    [
      'openai-responses',
      { instructions: 'i', tool_choice: 'auto', parallel_tool_calls: true, reasoning: {}, truncation: 'auto' },
      {
        model: 'upstream',
        instructions: 'i',
        tool_choice: 'auto',
        parallel_tool_calls: true,
        reasoning: {},
        truncation: 'auto',
      },
    ],
    [
      'openai-responses',
      { personality: 'p', conversation: 'c', previous_response_id: 'r' },
      { model: 'upstream', personality: 'p', conversation: 'c', previous_response_id: 'r' },
    ],
    [
      'openai-responses',
      { model: 'm', input: [], store: false, max_output_tokens: 9, tools: [], text: {} },
      { model: 'upstream', input: [], tools: [], text: {} },
    ],
    [
      'gemini',
      { contents: [], generationConfig: {} },
      { generateContentRequest: { model: 'models/upstream', contents: [], generationConfig: {} } },
    ],
  ])('is made of a completion’s body for %s without what the vendor refuses there', (id, completion, request) => {
    expect(formatOf(id).requestFor(completion, 'upstream')).toEqual(request);
  });

  it.each<[DialectId, JsonObject, JsonObject]>([
    ['anthropic-messages', { model: 'm', later: 1 }, { model: 'upstream', later: 1 }],
    ['openai-responses', { model: 'm', later: 1 }, { model: 'upstream', later: 1 }],
    ['gemini', { contents: [], later: 1 }, { contents: [], later: 1 }],
    [
      'gemini',
      { generateContentRequest: { model: 'models/m', later: 1 } },
      { generateContentRequest: { model: 'models/upstream', later: 1 } },
    ],
  ])('goes to a vendor of %s as it came, under the vendor’s name of the model', (id, request, forwarded) => {
    expect(formatOf(id).forward(request, 'upstream')).toEqual(forwarded);
  });
});

describe('a count', () => {
  it.each<[DialectId]>([['anthropic-messages'], ['openai-responses'], ['gemini']])('in %s is read as written', (id) => {
    expect(formatOf(id).readCount(formatOf(id).writeCount(0))).toBe(0);
    expect(formatOf(id).readCount(formatOf(id).writeCount(12))).toBe(12);
    for (const reply of [undefined, [], {}, { input_tokens: '1', totalTokens: -1 }, { input_tokens: 0.5 }]) {
      expect(() => formatOf(id).readCount(reply)).toThrow('count');
    }
  });
});

const recorded = recordings(
  ({ path, status }) => /(count_tokens(\?.*)?|:countTokens|input_tokens)$/.test(path) && status === 200,
);

describeRecorded('recorded counts', () => {
  it.each(recorded.map((recording) => [nameOf(recording), recording] as const))('%s is read', (_name, recording) => {
    const id = recording.host.includes('anthropic')
      ? 'anthropic-messages'
      : recording.host.includes('openai')
        ? 'openai-responses'
        : 'gemini';
    const reply = JSON.parse(recording.responseBody.toString('utf8')) as Record<string, number>;
    expect(formatOf(id).readCount(reply)).toBe(reply['input_tokens'] ?? reply['totalTokens']);
  });
});

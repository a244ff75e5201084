import { type DialectId, type JsonObject, type ReplyEvent } from '@nuvra/dialects';
import { anthropic, anthropicStream, chat, chatCall, chatStream, gemini, responses } from './wire';

/* What models say, one feature at a time, in the wire format of each dialect: the plain form of it, which all its providers must be read in. */

/** One reply, as JSON and as the frames of a stream, and the events that both must be read into. */
export interface ReplyFeature {
  readonly name: string;
  readonly json: Readonly<Partial<Record<DialectId, JsonObject>>>;
  readonly stream: Readonly<Partial<Record<DialectId, readonly JsonObject[]>>>;
  readonly says: readonly ReplyEvent[];
}

const CALL: readonly ReplyEvent[] = [
  { type: 'tool-call-start', choice: 0, index: 0, id: 'call_1', name: 'look_up' },
  { type: 'tool-call-delta', choice: 0, index: 0, argumentsText: '{"word":"gateway"}' },
];

export const REPLY_FEATURES: readonly ReplyFeature[] = [
  {
    name: 'text',
    json: {
      'openai-chat': chat({ content: 'Hello' }),
      'openai-responses': responses({
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'Hello', annotations: [] }],
      }),
      'anthropic-messages': anthropic({ type: 'text', text: 'Hello' }),
      gemini: gemini({ text: 'Hello' }),
    },
    stream: {
      'openai-chat': chatStream({ content: 'Hello' }),
      'anthropic-messages': anthropicStream({ type: 'text', text: '' }, { type: 'text_delta', text: 'Hello' }),
      gemini: [gemini({ text: 'Hello' })],
    },
    says: [{ type: 'text-delta', choice: 0, text: 'Hello' }],
  },
  {
    name: 'tool calls',
    json: {
      'openai-chat': chat({ content: null, tool_calls: [chatCall()] }, 'tool_calls'),
      'openai-responses': responses({
        type: 'function_call',
        id: 'fc_1',
        call_id: 'call_1',
        name: 'look_up',
        arguments: '{"word":"gateway"}',
      }),
      'anthropic-messages': anthropic(
        { type: 'tool_use', id: 'call_1', name: 'look_up', input: { word: 'gateway' } },
        'tool_use',
      ),
      gemini: gemini({ functionCall: { id: 'call_1', name: 'look_up', args: { word: 'gateway' } } }),
    },
    stream: {
      'openai-chat': chatStream({ tool_calls: [{ index: 0, ...chatCall() }] }, 'tool_calls'),
      'anthropic-messages': anthropicStream(
        { type: 'tool_use', id: 'call_1', name: 'look_up', input: {} },
        { type: 'input_json_delta', partial_json: '{"word":"gateway"}' },
        'tool_use',
      ),
      gemini: [gemini({ functionCall: { id: 'call_1', name: 'look_up', args: { word: 'gateway' } } })],
    },
    says: [...CALL, { type: 'finish', choice: 0, reason: 'tool-calls' }],
  },
  {
    name: 'reasoning',
    json: {
      'openai-chat': chat({ reasoning_content: 'Hm.', content: 'Hello' }),
      'openai-responses': responses({
        type: 'reasoning',
        id: 'rs_1',
        summary: [{ type: 'summary_text', text: 'Hm.' }],
      }),
      'anthropic-messages': anthropic({ type: 'thinking', thinking: 'Hm.', signature: 'c2ln' }),
      gemini: gemini({ text: 'Hm.', thought: true }),
    },
    stream: {
      'openai-chat': chatStream({ reasoning_content: 'Hm.' }),
      'anthropic-messages': anthropicStream(
        { type: 'thinking', thinking: '', signature: '' },
        { type: 'thinking_delta', thinking: 'Hm.' },
      ),
      gemini: [gemini({ text: 'Hm.', thought: true })],
    },
    says: [{ type: 'reasoning-delta', choice: 0, text: 'Hm.' }],
  },
  {
    name: 'usage',
    json: {
      'openai-chat': chat({ content: 'Hello' }),
      'openai-responses': responses({
        type: 'message',
        role: 'assistant',
        content: [{ type: 'output_text', text: 'Hello', annotations: [] }],
      }),
      'anthropic-messages': anthropic({ type: 'text', text: 'Hello' }),
      gemini: gemini({ text: 'Hello' }),
    },
    stream: {
      'openai-chat': chatStream({ content: 'Hello' }),
      'anthropic-messages': anthropicStream({ type: 'text', text: '' }, { type: 'text_delta', text: 'Hello' }),
      gemini: [gemini({ text: 'Hello' })],
    },
    says: [{ type: 'usage', usage: { inputTokens: 60, cacheReadTokens: 40, outputTokens: 20 } }],
  },
  {
    name: 'length',
    json: {
      'openai-chat': chat({ content: 'Hello' }, 'length'),
      'anthropic-messages': anthropic({ type: 'text', text: 'Hello' }, 'max_tokens'),
      gemini: gemini({ text: 'Hello' }, 'MAX_TOKENS'),
    },
    stream: {
      'openai-chat': chatStream({ content: 'Hello' }, 'length'),
      'anthropic-messages': anthropicStream(
        { type: 'text', text: '' },
        { type: 'text_delta', text: 'Hello' },
        'max_tokens',
      ),
      gemini: [gemini({ text: 'Hello' }, 'MAX_TOKENS')],
    },
    says: [{ type: 'finish', choice: 0, reason: 'length' }],
  },
];

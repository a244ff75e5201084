import { type DialectId, type JsonObject, type ReplyEvent } from '@nuvra/dialects';
import {
  anthropic,
  anthropicStream,
  chat,
  chatCall,
  chatStream,
  gemini,
  responses,
  responsesMessage,
  responsesStream,
  responsesTextStream,
} from './wire';

/* What models say, one feature at a time, in the wire format of each dialect: the plain form of it, which all its providers must be read in. */

/** One reply, as JSON and as the frames of a stream, and the events that both must be read into, among others. */
export interface ReplyFeature {
  readonly name: string;
  readonly json: Readonly<Record<DialectId, JsonObject>>;
  readonly stream: Readonly<Record<DialectId, readonly JsonObject[]>>;
  readonly says: readonly ReplyEvent[];
}

const HELLO: Pick<ReplyFeature, 'json' | 'stream'> = {
  json: {
    'openai-chat': chat({ content: 'Hello' }),
    'openai-responses': responses(responsesMessage('Hello')),
    'anthropic-messages': anthropic({ type: 'text', text: 'Hello' }),
    gemini: gemini({ text: 'Hello' }),
  },
  stream: {
    'openai-chat': chatStream({ content: 'Hello' }),
    'openai-responses': responsesTextStream('Hello'),
    'anthropic-messages': anthropicStream({ type: 'text', text: '' }, { type: 'text_delta', text: 'Hello' }),
    gemini: [gemini({ text: 'Hello' })],
  },
};

const ARGUMENTS = '{"word":"gateway"}';
const RESPONSES_CALL = { type: 'function_call', id: 'fc_1', call_id: 'call_1', name: 'look_up', arguments: ARGUMENTS };
const ANTHROPIC_CALL = { type: 'tool_use', id: 'call_1', name: 'look_up' };
const GEMINI_CALL = { functionCall: { id: 'call_1', name: 'look_up', args: { word: 'gateway' } } };

const RESPONSES_THOUGHT = { type: 'reasoning', id: 'rs_1', summary: [{ type: 'summary_text', text: 'Hm.' }] };
const ANTHROPIC_THOUGHT = { type: 'thinking', thinking: 'Hm.', signature: 'c2ln' };
const GEMINI_THOUGHT = { text: 'Hm.', thought: true };

export const REPLY_FEATURES: readonly ReplyFeature[] = [
  {
    name: 'text',
    ...HELLO,
    says: [
      { type: 'text-delta', choice: 0, text: 'Hello' },
      { type: 'finish', choice: 0, reason: 'stop' },
    ],
  },
  {
    name: 'tool calls',
    json: {
      'openai-chat': chat({ content: null, tool_calls: [chatCall()] }, 'tool_calls'),
      'openai-responses': responses(RESPONSES_CALL),
      'anthropic-messages': anthropic({ ...ANTHROPIC_CALL, input: { word: 'gateway' } }, 'tool_use'),
      gemini: gemini(GEMINI_CALL),
    },
    stream: {
      'openai-chat': chatStream({ tool_calls: [{ index: 0, ...chatCall() }] }, 'tool_calls'),
      'openai-responses': responsesStream(
        RESPONSES_CALL,
        { arguments: '' },
        { type: 'response.function_call_arguments.delta', delta: ARGUMENTS },
      ),
      'anthropic-messages': anthropicStream(
        { ...ANTHROPIC_CALL, input: {} },
        { type: 'input_json_delta', partial_json: ARGUMENTS },
        'tool_use',
      ),
      gemini: [gemini(GEMINI_CALL)],
    },
    says: [
      { type: 'tool-call-start', choice: 0, index: 0, id: 'call_1', name: 'look_up' },
      { type: 'tool-call-delta', choice: 0, index: 0, argumentsText: ARGUMENTS },
      { type: 'finish', choice: 0, reason: 'tool-calls' },
    ],
  },
  {
    name: 'reasoning',
    json: {
      'openai-chat': chat({ reasoning_content: 'Hm.', content: 'Hello' }),
      'openai-responses': responses(RESPONSES_THOUGHT),
      'anthropic-messages': anthropic(ANTHROPIC_THOUGHT),
      gemini: gemini(GEMINI_THOUGHT),
    },
    stream: {
      'openai-chat': chatStream({ reasoning_content: 'Hm.' }),
      'openai-responses': responsesStream(
        RESPONSES_THOUGHT,
        { summary: [] },
        { type: 'response.reasoning_summary_text.delta', summary_index: 0, delta: 'Hm.' },
      ),
      'anthropic-messages': anthropicStream(
        { type: 'thinking', thinking: '', signature: '' },
        { type: 'thinking_delta', thinking: 'Hm.' },
      ),
      gemini: [gemini(GEMINI_THOUGHT)],
    },
    says: [{ type: 'reasoning-delta', choice: 0, text: 'Hm.' }],
  },
  {
    name: 'usage',
    ...HELLO,
    says: [{ type: 'usage', usage: { inputTokens: 60, cacheReadTokens: 40, outputTokens: 20 } }],
  },
  {
    name: 'cut off',
    json: {
      'openai-chat': chat({ content: 'Hello' }, 'length'),
      'openai-responses': responses(responsesMessage('Hello'), true),
      'anthropic-messages': anthropic({ type: 'text', text: 'Hello' }, 'max_tokens'),
      gemini: gemini({ text: 'Hello' }, 'MAX_TOKENS'),
    },
    stream: {
      'openai-chat': chatStream({ content: 'Hello' }, 'length'),
      'openai-responses': responsesTextStream('Hello', true),
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

import { type JsonObject } from '@nuvra/dialects';

/* Replies in each dialect's wire format, for examples to say what is in them. Their usage is the same: 100 tokens put in, 40 of them cached, 20 put out. */

const CHAT = { id: 'chatcmpl-1', created: 1, model: 'm' };

const CHAT_USAGE = {
  prompt_tokens: 100,
  completion_tokens: 20,
  total_tokens: 120,
  prompt_tokens_details: { cached_tokens: 40 },
};

const ANTHROPIC_USAGE = { input_tokens: 60, cache_read_input_tokens: 40, output_tokens: 20 };

export function chatCall(): JsonObject {
  return { id: 'call_1', type: 'function', function: { name: 'look_up', arguments: '{"word":"gateway"}' } };
}

export function chat(message: JsonObject, finishReason = 'stop'): JsonObject {
  const choices = [{ index: 0, message: { role: 'assistant', ...message }, finish_reason: finishReason }];
  return { ...CHAT, object: 'chat.completion', choices, usage: CHAT_USAGE };
}

export function chatStream(delta: JsonObject, finishReason = 'stop'): JsonObject[] {
  const chunk = { ...CHAT, object: 'chat.completion.chunk' };
  return [
    { ...chunk, choices: [{ index: 0, delta: { role: 'assistant', ...delta }, finish_reason: null }] },
    { ...chunk, choices: [{ index: 0, delta: {}, finish_reason: finishReason }] },
    { ...chunk, choices: [], usage: CHAT_USAGE },
  ];
}

const MESSAGE = { type: 'message', id: 'msg_1', role: 'assistant' };
const CUT_OFF = { status: 'incomplete', incomplete_details: { reason: 'max_output_tokens' } };

/** A message of Responses. */
export function responsesMessage(text: string): JsonObject {
  return { ...MESSAGE, content: [{ type: 'output_text', text, annotations: [] }] };
}

export function responses(item: JsonObject, isCutOff = false): JsonObject {
  return {
    id: 'resp_1',
    object: 'response',
    created_at: 1,
    status: 'completed',
    model: 'm',
    output: [{ status: 'completed', ...item }],
    usage: {
      input_tokens: 100,
      input_tokens_details: { cached_tokens: 40 },
      output_tokens: 20,
      output_tokens_details: { reasoning_tokens: 0 },
      total_tokens: 120,
    },
    ...(isCutOff && CUT_OFF),
  };
}

/** @param begun how the item differs before `delta` */
export function responsesStream(
  item: JsonObject,
  begun: JsonObject,
  delta: JsonObject,
  isCutOff = false,
): JsonObject[] {
  const whole = responses(item, isCutOff);
  const at = { item_id: item['id'], output_index: 0 };
  const added = { ...item, ...begun, status: 'in_progress' };
  return [
    { type: 'response.created', response: { ...whole, status: 'in_progress', output: [], usage: null } },
    { type: 'response.output_item.added', output_index: 0, item: added },
    { ...at, ...delta },
    { type: 'response.output_item.done', output_index: 0, item: { status: 'completed', ...item } },
    { type: isCutOff ? 'response.incomplete' : 'response.completed', response: whole },
  ].map((event, number) => ({ ...event, sequence_number: number }));
}

export function responsesTextStream(text: string, isCutOff = false): JsonObject[] {
  const delta = { type: 'response.output_text.delta', content_index: 0, delta: text, logprobs: [] };
  return responsesStream(responsesMessage(text), { content: [] }, delta, isCutOff);
}

export function anthropic(block: JsonObject, stopReason = 'end_turn'): JsonObject {
  return {
    id: 'msg_1',
    type: 'message',
    role: 'assistant',
    model: 'm',
    content: [block],
    stop_reason: stopReason,
    usage: ANTHROPIC_USAGE,
  };
}

export function anthropicStream(block: JsonObject, delta: JsonObject, stopReason = 'end_turn'): JsonObject[] {
  return [
    {
      type: 'message_start',
      message: { id: 'msg_1', type: 'message', role: 'assistant', model: 'm', content: [], usage: ANTHROPIC_USAGE },
    },
    { type: 'content_block_start', index: 0, content_block: block },
    { type: 'content_block_delta', index: 0, delta },
    { type: 'content_block_stop', index: 0 },
    { type: 'message_delta', delta: { stop_reason: stopReason }, usage: { output_tokens: 20 } },
    { type: 'message_stop' },
  ];
}

export function gemini(part: JsonObject, finishReason = 'STOP'): JsonObject {
  return {
    responseId: 'r1',
    modelVersion: 'm',
    candidates: [{ index: 0, content: { role: 'model', parts: [part] }, finishReason }],
    usageMetadata: {
      promptTokenCount: 100,
      cachedContentTokenCount: 40,
      candidatesTokenCount: 20,
      totalTokenCount: 120,
    },
  };
}

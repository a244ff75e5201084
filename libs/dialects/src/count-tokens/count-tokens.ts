import { type MessageCountTokensParams } from '@anthropic-ai/sdk/resources/messages';
import { type InputTokenCountParams } from 'openai/resources/responses/input-tokens';
import { type DialectId, type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { asObject } from '../json';

/** How a dialect asks how many tokens a completion's input has, and is told. */
export interface CountTokensFormat {
  /** The body of the completion whose tokens a request asks for. */
  completionOf(request: JsonObject): JsonObject;
  /** Asks for the tokens of a completion's body, by the vendor's own name of the model. */
  requestFor(completion: JsonObject, model: string): JsonObject;
  /** A client's request for the vendor that speaks its dialect: its own fields, the vendor's model. */
  forward(request: JsonObject, model: string): JsonObject;
  /** @throws {UnreadableReply} when the body tells no count */
  readCount(reply: unknown): number;
  writeCount(tokens: number): JsonObject;
}

/** A row for each field of the vendor's type, so that one it grows is seen; what stands in headers there is left out. */
type Field<Params> = Record<Exclude<keyof Params, 'user_profile_id' | 'workspace_id'>, true>;

/** https://platform.claude.com/docs/en/api/messages/count_tokens: what a completion has besides (`max_tokens`, `stream`) is refused there. */
const MESSAGE_FIELDS: Field<MessageCountTokensParams> = {
  model: true,
  messages: true,
  system: true,
  tools: true,
  tool_choice: true,
  thinking: true,
  output_config: true,
  cache_control: true,
  speed: true,
};

/** https://developers.openai.com/api/reference/resources/responses/subresources/input_tokens */
const RESPONSE_FIELDS: Field<InputTokenCountParams> = {
  model: true,
  input: true,
  instructions: true,
  tools: true,
  tool_choice: true,
  parallel_tool_calls: true,
  reasoning: true,
  text: true,
  truncation: true,
  personality: true,
  conversation: true,
  previous_response_id: true,
};

const anthropicMessages: CountTokensFormat = {
  // A completion must have a cap on its output, which a count has not.
  completionOf: (request) => ({ max_tokens: 1, ...request }),
  requestFor: (completion, model) => ({ ...pick(completion, MESSAGE_FIELDS), model }),
  forward: (request, model) => ({ ...request, model }),
  readCount: (reply) => countIn(reply, 'input_tokens'),
  writeCount: (tokens) => ({ input_tokens: tokens }),
};

const openAiResponses: CountTokensFormat = {
  completionOf: (request) => request,
  requestFor: (completion, model) => ({ ...pick(completion, RESPONSE_FIELDS), model }),
  forward: (request, model) => ({ ...request, model }),
  readCount: (reply) => countIn(reply, 'input_tokens'),
  writeCount: (tokens) => ({ object: 'response.input_tokens', input_tokens: tokens }),
};

/** https://ai.google.dev/api/tokens: either contents alone, or a whole request, which names its model once more. */
const gemini: CountTokensFormat = {
  completionOf: (request) => asObject(request['generateContentRequest']) ?? request,
  requestFor: (completion, model) => ({ generateContentRequest: { ...completion, model: `models/${model}` } }),
  forward(request, model) {
    const whole = asObject(request['generateContentRequest']);
    return whole ? { ...request, generateContentRequest: { ...whole, model: `models/${model}` } } : request;
  },
  readCount: (reply) => countIn(reply, 'totalTokens'),
  writeCount: (tokens) => ({ totalTokens: tokens }),
};

/** The dialects that can count; OpenAI's Chat Completions cannot. */
export const countTokensFormats: Readonly<Partial<Record<DialectId, CountTokensFormat>>> = {
  'anthropic-messages': anthropicMessages,
  'openai-responses': openAiResponses,
  gemini,
};

function pick(body: JsonObject, fields: Readonly<Record<string, true>>): JsonObject {
  return Object.fromEntries(Object.entries(body).filter(([key]) => fields[key] === true));
}

function countIn(reply: unknown, field: string): number {
  const count = asObject(reply)?.[field];
  if (typeof count === 'number' && Number.isSafeInteger(count) && count >= 0) return count;
  throw new UnreadableReply(`A reply without a count in ${field}`);
}

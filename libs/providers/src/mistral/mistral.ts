import { asList, type JsonObject } from '@nuvra/dialects';
import { changed, onlyFields, renamed, withoutIdleFields } from '../adapt-request';
import { developerAsSystem, eachMessage, withoutMessageFields } from '../adapt-messages';
import { chatApi, openAiCompatible } from '../openai-compatible';

/**
 * https://docs.mistral.ai/api/endpoint/chat (fields as in @mistralai/mistralai 2.7.0, read 2026-11-25). What is not in its schema is
 * refused with a 422, in messages too: https://github.com/mistralai/platform-docs-public/issues/7.
 */
const FIELDS = [
  'frequency_penalty',
  'guardrails',
  'max_tokens',
  'messages',
  'metadata',
  'model',
  'n',
  'parallel_tool_calls',
  'prediction',
  'presence_penalty',
  'prompt_cache_key',
  'prompt_mode',
  'random_seed',
  'reasoning_effort',
  'response_format',
  'safe_prompt',
  'service_tier',
  'stop',
  'stream',
  'temperature',
  'tool_choice',
  'tools',
  'top_p',
];

/** Reasoning stands among the assistant's content: https://docs.mistral.ai/capabilities/reasoning */
const reasoningAsThinking = eachMessage((message, path, book) => {
  const { reasoning_content: reasoning, content, ...rest } = message;
  if (typeof reasoning !== 'string') return message;
  book.mapped(`${path}.reasoning_content`);
  const thinking: JsonObject = { type: 'thinking', thinking: [{ type: 'text', text: reasoning }] };
  const said = typeof content === 'string' && content !== '' ? [{ type: 'text', text: content }] : asList(content);
  return { ...rest, content: [thinking, ...said] };
});

/** Tiers are `auto` and `standard_only`; OpenAI's `default` is the latter. */
const TIERS: Readonly<Record<string, string>> = { default: 'standard_only', priority: 'auto' };

/** OpenAI's dialect with reasoning as parts of the content. */
export const mistral = openAiCompatible({
  id: 'mistral',
  name: 'Mistral',
  environmentPrefix: 'MISTRAL',
  baseUrl: 'https://api.mistral.ai/v1',
  exampleModel: 'mistralai/mistral-medium-latest',
  apis: [
    chatApi(
      developerAsSystem,
      reasoningAsThinking,
      withoutMessageFields(
        ['annotations', 'audio', 'function_call', 'reasoning', 'reasoning_details', 'refusal'],
        'Mistral has no such field in messages.',
      ),
      eachMessage((message, path, book) => {
        if (message['name'] === undefined || message['role'] === 'tool') return message;
        const { name: _name, ...unnamed } = message;
        book.dropped(`${path}.name`, 'Mistral knows no names of speakers.');
        return unnamed;
      }),
      renamed('max_completion_tokens', 'max_tokens'),
      renamed('seed', 'random_seed'),
      changed('service_tier', (tier) => {
        if (tier === 'auto' || tier === 'standard_only') return undefined;
        const known = TIERS[String(tier)];
        return known === undefined
          ? { fields: {}, why: 'Mistral has no such service tier.' }
          : { fields: { service_tier: known } };
      }),
      // The last chunk tells usage in any case.
      withoutIdleFields('stream_options'),
      onlyFields(FIELDS, 'Mistral refuses fields that it does not know, and this is one.'),
    ),
  ],
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming (read 2026-11-25).
  abortStopsBilling: false,
  // https://docs.mistral.ai/api
  passThroughPaths: {
    embeddings: '/embeddings',
    'audio/transcriptions': '/audio/transcriptions',
    moderations: '/moderations',
  },
});

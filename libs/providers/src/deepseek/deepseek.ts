import { anthropicMessages } from '@nuvra/dialects';
import { changed, renamed, singleChoice, withoutFields } from '../adapt-request';
import { developerAsSystem, reasoningBesideCalls, schemaAsInstruction } from '../adapt-messages';
import { chatApi, openAiCompatible, responsesApi } from '../openai-compatible';

/**
 * https://api-docs.deepseek.com (read 2026-11-25): OpenAI's dialect with `reasoning_content`, which must return within a tool loop, and
 * cache hits told in two usage fields of its own.
 */
export const deepseek = openAiCompatible({
  id: 'deepseek',
  name: 'DeepSeek',
  environmentPrefix: 'DEEPSEEK',
  baseUrl: 'https://api.deepseek.com',
  exampleModel: 'deepseek/deepseek-v4-flash',
  apis: [
    chatApi(
      // Neither is among the roles and fields of https://api-docs.deepseek.com/api/create-chat-completion.
      developerAsSystem,
      // https://api-docs.deepseek.com/guides/thinking_mode#tool-calls
      reasoningBesideCalls,
      renamed('max_completion_tokens', 'max_tokens'),
      renamed('user', 'user_id'),
      singleChoice,
      withoutFields(
        [
          'frequency_penalty',
          'logit_bias',
          'metadata',
          'parallel_tool_calls',
          'presence_penalty',
          'prompt_cache_key',
          'safety_identifier',
          'seed',
          'service_tier',
          'store',
          'verbosity',
        ],
        'DeepSeek has no such field.',
      ),
      // https://api-docs.deepseek.com/guides/json_mode
      schemaAsInstruction,
      // Thinking is switched apart from its effort: https://api-docs.deepseek.com/guides/thinking_mode
      changed('reasoning_effort', (effort) =>
        effort === 'none' ? { fields: { thinking: { type: 'disabled' } } } : undefined,
      ),
    ),
    // https://api-docs.deepseek.com/guides/responses_api: nothing is stored, and reasoning returns as text in either dialect.
    { ...responsesApi, keepsReasoning: false },
    {
      dialect: anthropicMessages,
      path: () => '/anthropic/v1/messages',
      // https://api-docs.deepseek.com/guides/anthropic_api; of the latter two unproved.
      adaptRequest: withoutFields(['container', 'mcp_servers', 'service_tier', 'top_k'], 'DeepSeek ignores it.'),
    },
  ],
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming.
  abortStopsBilling: true,
  // The API in Anthropic's format takes its key as Anthropic does.
  headers: (apiKey) => ({ authorization: `Bearer ${apiKey}`, 'x-api-key': apiKey }),
});

import { asObject } from '@nuvra/dialects';
import { changed, renamed, withoutFields, withoutIdleFields } from '../adapt-request';
import { developerAsSystem } from '../adapt-messages';
import { chatApi, openAiCompatible } from '../openai-compatible';

/** JSON of any shape, which the API has only as a schema. */
const ANY_JSON = { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } };

/**
 * https://docs.perplexity.ai/api-reference/chat-completions-post (fields as in @perplexity-ai/perplexity_ai 0.38.5, read 2026-11-25):
 * OpenAI's dialect with searches: `citations` and `search_results` beside the choices, reasoning and searches counted at the top of
 * `usage`, which every chunk of a stream tells.
 */
export const perplexity = openAiCompatible({
  id: 'perplexity',
  name: 'Perplexity',
  environmentPrefix: 'PERPLEXITY',
  baseUrl: 'https://api.perplexity.ai',
  exampleModel: 'perplexity/sonar-pro',
  apis: [
    chatApi(
      developerAsSystem,
      renamed('max_completion_tokens', 'max_tokens'),
      changed('response_format', (format) =>
        asObject(format)?.['type'] === 'json_object' ? { fields: { response_format: ANY_JSON } } : undefined,
      ),
      withoutFields(
        [
          'logit_bias',
          'metadata',
          'prompt_cache_key',
          'safety_identifier',
          'seed',
          'service_tier',
          'store',
          'user',
          'verbosity',
        ],
        'Perplexity has no such field.',
      ),
      withoutIdleFields('stream_options'),
    ),
  ],
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming.
  abortStopsBilling: false,
});

import { changed, renamed, withoutFields, withoutIdleFields } from '../adapt-request';
import { developerAsSystem } from '../adapt-messages';
import { chatApi, openAiCompatible } from '../openai-compatible';

/**
 * https://docs.together.ai/docs/openai-api-compatibility and https://docs.together.ai/reference/chat-completions (the latter as in
 * together-ai 0.52.0; read 2026-11-25): OpenAI's dialect, reasoning as `reasoning` or `reasoning_content`, and usage in the last chunk of
 * every stream.
 */
export const together = openAiCompatible({
  id: 'together',
  name: 'Together AI',
  environmentPrefix: 'TOGETHER',
  baseUrl: 'https://api.together.ai/v1',
  exampleModel: 'openai/gpt-oss-120b',
  apis: [
    chatApi(
      developerAsSystem,
      renamed('max_completion_tokens', 'max_tokens'),
      changed('stop', (stop) => (typeof stop === 'string' ? { fields: { stop: [stop] } } : undefined)),
      // How many alternatives, in one field: a number where OpenAI has a switch and a number.
      changed('logprobs', (wanted, { top_logprobs: alternatives }) => {
        if (typeof wanted !== 'boolean') return undefined;
        const count = typeof alternatives === 'number' && alternatives > 0 ? alternatives : 1;
        return { fields: wanted ? { logprobs: count } : {} };
      }),
      withoutIdleFields('top_logprobs', 'stream_options'),
      withoutFields(
        [
          'metadata',
          'parallel_tool_calls',
          'prediction',
          'prompt_cache_key',
          'safety_identifier',
          'service_tier',
          'store',
          'user',
          'verbosity',
          'web_search_options',
        ],
        'Together has no such field.',
      ),
    ),
  ],
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming (read 2026-11-25).
  abortStopsBilling: true,
  passThroughPaths: {
    completions: '/completions',
    embeddings: '/embeddings',
    'images/generations': '/images/generations',
    'audio/speech': '/audio/speech',
    'audio/transcriptions': '/audio/transcriptions',
    rerank: '/rerank',
  },
});

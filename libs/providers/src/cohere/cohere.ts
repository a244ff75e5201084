import { changed, renamed, singleChoice, withoutFields } from '../adapt-request';
import { developerAsSystem } from '../adapt-messages';
import { chatApi, openAiCompatible } from '../openai-compatible';

/** https://docs.cohere.com/docs/compatibility-api (read 2026-11-25): OpenAI's dialect beside Cohere's own API, of which we use rerank. */
export const cohere = openAiCompatible({
  id: 'cohere',
  name: 'Cohere',
  environmentPrefix: 'COHERE',
  baseUrl: 'https://api.cohere.ai',
  exampleModel: 'cohere/command-a',
  apis: [
    {
      ...chatApi(
        developerAsSystem,
        renamed('max_completion_tokens', 'max_tokens'),
        singleChoice,
        // By the page's list; `logprobs` and the others since they are not in its list of what is supported.
        withoutFields(
          [
            'audio',
            'logit_bias',
            'logprobs',
            'metadata',
            'modalities',
            'parallel_tool_calls',
            'prediction',
            'prompt_cache_key',
            'safety_identifier',
            'service_tier',
            'store',
            'top_logprobs',
            'user',
            'verbosity',
          ],
          'Cohere does not support it.',
        ),
        changed('reasoning_effort', (effort) =>
          effort === 'none' || effort === 'high'
            ? undefined
            : { fields: { reasoning_effort: 'high' }, why: "Cohere knows 'none' and 'high': 'high'." },
        ),
      ),
      path: () => '/compatibility/v1/chat/completions',
    },
  ],
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming.
  abortStopsBilling: true,
  passThroughPaths: { embeddings: '/compatibility/v1/embeddings', rerank: '/v2/rerank' },
});

import { type ProviderExamples } from '../conformance/examples';
import { chat } from '../conformance/wire';

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'has JSON of any shape as a schema',
      body: { response_format: { type: 'json_object' }, seed: 1 },
      sent: { response_format: { type: 'json_schema', json_schema: { name: 'answer', schema: { type: 'object' } } } },
      told: ['mapped response_format', 'dropped seed'],
    },
  ],
  replies: [
    {
      // https://docs.perplexity.ai/getting-started/models/models/sonar-deep-research: reasoning is in no total
      it: 'counts reasoning and searches at the top of its usage',
      json: {
        ...chat({ content: 'Hello' }),
        citations: ['https://example.com'],
        usage: {
          prompt_tokens: 30,
          completion_tokens: 100,
          total_tokens: 130,
          reasoning_tokens: 800,
          citation_tokens: 12,
          num_search_queries: 3,
          search_context_size: 'low',
          cost: { input_tokens_cost: 0.1, output_tokens_cost: 0.2, total_cost: 0.3 },
        },
      },
      says: [{ type: 'usage', usage: { inputTokens: 30, outputTokens: 100, reasoningTokens: 800 }, webSearches: 3 }],
    },
  ],
};

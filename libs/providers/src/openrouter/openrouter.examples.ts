import { type ProviderExamples } from '../conformance/examples';
import { chat, chatStream } from '../conformance/wire';

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'gets all of its own fields',
      body: { provider: { order: ['acme'] }, reasoning: { max_tokens: 2000 }, transforms: [] },
      sent: { provider: { order: ['acme'] }, reasoning: { max_tokens: 2000 }, transforms: [] },
    },
  ],
  replies: [
    {
      it: 'fails in a reply that looks like a success',
      json: { id: 'gen-1', error: { code: 502, message: 'Provider returned error' }, choices: [] },
      says: [{ type: 'failure', failure: { kind: 'upstream', message: 'Provider returned error' } }],
    },
    {
      it: 'fails in the middle of a stream',
      stream: [
        chatStream({ content: 'Hel' })[0]!,
        {
          id: 'gen-1',
          error: { code: 429, message: 'Rate limited upstream' },
          choices: [{ index: 0, delta: { content: '' }, finish_reason: 'error' }],
        },
      ],
      says: [{ type: 'failure', failure: { kind: 'rate-limit', message: 'Rate limited upstream' } }],
    },
    {
      it: 'tells writes to caches, and a cost of its own',
      json: {
        ...chat({ content: 'Hello' }),
        usage: {
          prompt_tokens: 100,
          completion_tokens: 5,
          total_tokens: 105,
          cost: 0.01,
          prompt_tokens_details: { cached_tokens: 10, cache_write_tokens: 80 },
        },
      },
      says: [
        { type: 'usage', usage: { inputTokens: 10, cacheReadTokens: 10, cacheWrite5mTokens: 80, outputTokens: 5 } },
      ],
    },
  ],
};

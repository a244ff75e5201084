import { type ProviderExamples } from '../conformance/examples';
import { chatStream } from '../conformance/wire';

const [first] = chatStream({ content: 'Hello' });

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'samples as its vendor fixed it',
      model: 'kimi-k2.6',
      body: { temperature: 0.2, n: 2, seed: 1 },
      sent: { seed: 1 },
      told: ['dropped temperature', 'dropped n'],
    },
    {
      it: 'takes temperatures up to 1 where it takes any',
      model: 'moonshot-v1-8k',
      body: { temperature: 1.4 },
      sent: { temperature: 1 },
      told: ['approximated temperature'],
    },
  ],
  replies: [
    {
      it: 'tells usage of a stream in its last choice',
      stream: [
        first!,
        {
          id: 'chatcmpl-1',
          choices: [
            {
              index: 0,
              delta: {},
              finish_reason: 'stop',
              usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, cached_tokens: 4 },
            },
          ],
        },
        '[DONE]',
      ],
      says: [{ type: 'usage', usage: { inputTokens: 6, cacheReadTokens: 4, outputTokens: 5 } }],
    },
  ],
};

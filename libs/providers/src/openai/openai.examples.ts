import { type ProviderExamples } from '../conformance/examples';

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'is not asked for usage twice, as OpenRouter is',
      body: { usage: { include: true } },
      sent: {},
    },
    {
      it: "hears OpenRouter's reasoning as an effort",
      body: { reasoning: { effort: 'low' } },
      sent: { reasoning_effort: 'low' },
      told: ['mapped reasoning'],
    },
    {
      it: 'hears a budget for reasoning as an effort, nearly',
      body: { reasoning: { max_tokens: 4000 } },
      sent: { reasoning_effort: 'medium' },
      told: ['approximated reasoning'],
    },
    {
      it: 'hears reasoning switched off as an effort',
      body: { reasoning: { enabled: false } },
      sent: { reasoning_effort: 'none' },
      told: ['mapped reasoning'],
    },
  ],
  failures: [
    {
      it: 'is out of money, not out of breath, when its quota is used up',
      status: 429,
      body: {
        error: {
          message: 'You exceeded your current quota.',
          type: 'insufficient_quota',
          param: null,
          code: 'insufficient_quota',
        },
      },
      says: { kind: 'payment', code: 'insufficient_quota' },
    },
    {
      it: 'says when to come back in milliseconds',
      status: 429,
      headers: { 'retry-after-ms': '1500', 'retry-after': '2' },
      body: { error: { message: 'Rate limit reached.', type: 'requests', param: null, code: 'rate_limit_exceeded' } },
      says: { kind: 'rate-limit', retryAfterSeconds: 1.5 },
    },
  ],
};

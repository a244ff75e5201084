import { type ProviderExamples } from '../conformance/examples';

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'thinks or not',
      body: { reasoning_effort: 'low' },
      sent: { reasoning_effort: 'high' },
      told: ['approximated reasoning_effort'],
    },
    {
      it: 'gets nothing that it does not support',
      body: { max_completion_tokens: 9, parallel_tool_calls: false, n: 1, service_tier: 'flex' },
      sent: { max_tokens: 9, n: 1 },
      told: ['mapped max_completion_tokens', 'dropped parallel_tool_calls', 'dropped service_tier'],
    },
  ],
};

import { type ProviderExamples } from '../conformance/examples';

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'is switched to not thinking',
      body: { reasoning_effort: 'none' },
      sent: { enable_thinking: false },
      told: ['mapped reasoning_effort'],
    },
    {
      it: 'thinks as much as it does by itself when asked for an effort',
      body: { reasoning_effort: 'low' },
      sent: { enable_thinking: true },
      told: ['approximated reasoning_effort'],
    },
  ],
};

import { type ProviderExamples } from '../conformance/examples';
import { chat } from '../conformance/wire';

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'takes the number of alternatives in one field',
      body: { logprobs: true, top_logprobs: 3, stop: 'END', store: false },
      sent: { logprobs: 3, stop: ['END'] },
      told: ['mapped stop', 'mapped logprobs', 'dropped store'],
    },
    { it: 'gives no probabilities unasked', body: { logprobs: false }, sent: {}, told: ['mapped logprobs'] },
  ],
  replies: [
    {
      it: 'ends at the end of the sequence, by a word of its own',
      json: chat({ content: 'Hello' }, 'eos'),
      says: [{ type: 'finish', choice: 0, reason: 'stop' }],
    },
  ],
};

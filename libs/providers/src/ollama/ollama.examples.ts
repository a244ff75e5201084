import { type ProviderExamples } from '../conformance/examples';
import { chat } from '../conformance/wire';

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'gets nothing that it does not support',
      body: { tool_choice: 'required', user: 'u', max_completion_tokens: 9, seed: 1 },
      sent: { max_tokens: 9, seed: 1 },
      told: ['mapped max_completion_tokens', 'dropped tool_choice', 'dropped user'],
    },
  ],
  replies: [
    {
      it: 'reasons under a name of its own',
      json: chat({ reasoning: 'Hm.', content: 'Yes.' }),
      says: [{ type: 'reasoning-delta', choice: 0, text: 'Hm.' }],
    },
  ],
};

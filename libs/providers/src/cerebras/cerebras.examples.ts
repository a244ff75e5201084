import { type ProviderExamples } from '../conformance/examples';
import { chat } from '../conformance/wire';

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'hears the system instead of the developer, and its reasoning by its own name for it',
      body: {
        messages: [
          { role: 'developer', content: 'Be brief.' },
          { role: 'assistant', reasoning_content: 'Hm.', content: 'Yes.' },
        ],
        verbosity: 'low',
      },
      sent: {
        messages: [
          { role: 'system', content: 'Be brief.' },
          { role: 'assistant', reasoning: 'Hm.', content: 'Yes.' },
        ],
      },
      told: ['mapped messages[0].role', 'mapped messages[1].reasoning_content', 'dropped verbosity'],
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

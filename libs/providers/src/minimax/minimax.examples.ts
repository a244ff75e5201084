import { type ProviderExamples } from '../conformance/examples';
import { chat } from '../conformance/wire';

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'reasons apart from its text, never at a temperature of 0',
      body: { temperature: 0, logit_bias: { 1: 1 } },
      sent: { reasoning_split: true, temperature: 0.01 },
      told: ['approximated temperature', 'dropped logit_bias'],
    },
    { it: 'reasons as its client wants', body: { reasoning_split: false }, sent: { reasoning_split: false } },
  ],
  replies: [
    {
      it: 'reasons in details',
      json: chat({ reasoning_details: [{ type: 'reasoning.text', id: 'r1', index: 0, text: 'Hm.' }], content: 'Yes.' }),
      says: [
        { type: 'reasoning-delta', choice: 0, text: 'Hm.' },
        { type: 'text-delta', choice: 0, text: 'Yes.' },
      ],
    },
  ],
};

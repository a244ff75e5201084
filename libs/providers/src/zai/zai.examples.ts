import { type ProviderExamples } from '../conformance/examples';

export const examples: ProviderExamples = {
  requests: [
    { it: 'stops at one sequence', body: { stop: ['A', 'B'] }, sent: { stop: ['A'] }, told: ['approximated stop'] },
    {
      it: 'knows end users of six characters and more',
      body: { user: 'user-1' },
      sent: { user_id: 'user-1' },
      told: ['mapped user'],
    },
    { it: 'does not know shorter ones', body: { user: 'u' }, sent: {}, told: ['dropped user'] },
    {
      it: 'takes an effort where the model has one',
      model: 'glm-5.3',
      body: { reasoning_effort: 'low' },
      sent: { reasoning_effort: 'low' },
    },
    {
      it: 'thinks or not where the model has a switch alone',
      model: 'glm-4.7',
      body: { reasoning_effort: 'low' },
      sent: { thinking: { type: 'enabled' } },
      told: ['approximated reasoning_effort'],
    },
  ],
};

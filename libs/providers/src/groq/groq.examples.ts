import { type ProviderExamples } from '../conformance/examples';
import { chat, chatStream } from '../conformance/wire';

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'gets nothing that it refuses or does not hear',
      body: {
        logprobs: true,
        top_logprobs: 2,
        n: 3,
        presence_penalty: 1,
        metadata: { a: 'b' },
        stream_options: { include_usage: true },
      },
      sent: {},
      told: ['dropped logprobs', 'dropped top_logprobs', 'dropped n', 'dropped presence_penalty', 'dropped metadata'],
    },
    {
      it: 'gets messages without names, and reasoning by its own name for it',
      body: {
        messages: [
          { role: 'user', name: 'ann', content: 'hi' },
          { role: 'assistant', reasoning_content: 'Hm.', content: 'Yes.' },
        ],
      },
      sent: {
        messages: [
          { role: 'user', content: 'hi' },
          { role: 'assistant', reasoning: 'Hm.', content: 'Yes.' },
        ],
      },
      told: ['dropped messages[0].name', 'mapped messages[1].reasoning_content'],
    },
    {
      it: 'serves at the default tier by another name',
      body: { service_tier: 'default' },
      sent: { service_tier: 'on_demand' },
      told: ['mapped service_tier'],
    },
    { it: 'serves at its own tiers', body: { service_tier: 'flex' }, sent: { service_tier: 'flex' } },
    { it: 'has no other tiers', body: { service_tier: 'scale' }, sent: {}, told: ['dropped service_tier'] },
  ],
  replies: [
    {
      it: 'tells usage of a stream in an envelope of its own',
      stream: [
        ...chatStream({ content: 'Hello' }).slice(0, 2),
        {
          id: 'chatcmpl-1',
          choices: [],
          x_groq: { id: 'req_1', usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } },
        },
        '[DONE]',
      ],
      says: [{ type: 'usage', usage: { inputTokens: 10, outputTokens: 5 } }],
    },
    {
      // https://console.groq.com/docs/reasoning
      it: 'reasons under a name of its own',
      json: chat({ reasoning: 'Hm.', content: 'Yes.' }),
      says: [{ type: 'reasoning-delta', choice: 0, text: 'Hm.' }],
    },
    {
      it: 'says within its envelope why a stream broke off',
      stream: [
        chatStream({ content: 'Hel' })[0]!,
        { id: 'chatcmpl-1', choices: [], x_groq: { id: 'req_1', error: 'over_capacity' } },
      ],
      says: [{ type: 'failure', failure: { kind: 'upstream', message: 'over_capacity' } }],
    },
  ],
  failures: [
    {
      // https://console.groq.com/docs/errors
      it: 'is overloaded when its flex tier is full, by a status of its own',
      status: 498,
      body: { error: { message: 'Flex tier capacity exceeded.', type: 'capacity_exceeded' } },
      says: { kind: 'overloaded' },
    },
  ],
};

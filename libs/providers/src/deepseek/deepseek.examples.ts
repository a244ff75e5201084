import { type ProviderExamples } from '../conformance/examples';
import { chat } from '../conformance/wire';

const SCHEMA = { type: 'object', properties: { answer: { type: 'string' } } };

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'limits output and names users in words of its own',
      body: { messages: [{ role: 'developer', content: 'Be brief.' }], max_completion_tokens: 100, user: 'u-1' },
      sent: { messages: [{ role: 'system', content: 'Be brief.' }], max_tokens: 100, user_id: 'u-1' },
      told: ['mapped messages[0].role', 'mapped max_completion_tokens', 'mapped user'],
    },
    {
      it: 'takes no seed, no penalties and one choice',
      body: { seed: 1, frequency_penalty: 0.5, logit_bias: null, n: 2 },
      sent: {},
      told: ['dropped n', 'dropped seed', 'dropped frequency_penalty'],
    },
    {
      it: 'is told a schema in words',
      body: {
        messages: [{ role: 'user', content: 'hi' }],
        response_format: { type: 'json_schema', json_schema: { name: 'a', schema: SCHEMA } },
      },
      sent: {
        messages: [
          {
            role: 'system',
            content: `Answer with JSON alone, which must match this JSON schema: ${JSON.stringify(SCHEMA)}`,
          },
          { role: 'user', content: 'hi' },
        ],
        response_format: { type: 'json_object' },
      },
      told: ['approximated response_format'],
    },
    {
      it: 'is switched to not thinking',
      body: { reasoning_effort: 'none' },
      sent: { thinking: { type: 'disabled' } },
      told: ['mapped reasoning_effort'],
    },
  ],
  replies: [
    {
      // https://api-docs.deepseek.com/guides/kv_cache
      it: 'tells cache hits at the top of its usage',
      json: {
        ...chat({ content: 'Hello' }),
        usage: {
          prompt_tokens: 100,
          prompt_cache_hit_tokens: 64,
          prompt_cache_miss_tokens: 36,
          completion_tokens: 20,
          completion_tokens_details: { reasoning_tokens: 15 },
          total_tokens: 120,
        },
      },
      says: [{ type: 'usage', usage: { inputTokens: 36, cacheReadTokens: 64, outputTokens: 5, reasoningTokens: 15 } }],
    },
    {
      // https://api-docs.deepseek.com/api/create-chat-completion
      it: 'breaks off for want of machines',
      json: chat({ content: 'Hel' }, 'insufficient_system_resource'),
      says: [{ type: 'finish', choice: 0, reason: 'error', vendorReason: 'insufficient_system_resource' }],
    },
  ],
  failures: [
    {
      // https://api-docs.deepseek.com/quick_start/error_codes
      it: 'is out of money, whatever the words of its error',
      status: 402,
      body: {
        error: { message: 'Insufficient Balance', type: 'unknown_error', param: null, code: 'invalid_request_error' },
      },
      says: { kind: 'payment', message: 'Insufficient Balance' },
    },
  ],
};

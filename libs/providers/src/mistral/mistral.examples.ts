import { type ProviderExamples } from '../conformance/examples';
import { chat } from '../conformance/wire';

export const examples: ProviderExamples = {
  requests: [
    {
      it: 'seeds, limits and tiers in words of its own, and is sent nothing that it does not know',
      body: {
        seed: 7,
        max_completion_tokens: 50,
        service_tier: 'default',
        stream_options: { include_usage: true },
        store: true,
        user: 'u',
      },
      sent: { random_seed: 7, max_tokens: 50, service_tier: 'standard_only' },
      told: ['mapped max_completion_tokens', 'mapped seed', 'mapped service_tier', 'dropped store', 'dropped user'],
    },
    {
      it: 'hears its reasoning again as part of the content',
      body: { messages: [{ role: 'assistant', reasoning_content: 'Hm.', content: 'Yes.', refusal: null }] },
      sent: {
        messages: [
          {
            role: 'assistant',
            content: [
              { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
              { type: 'text', text: 'Yes.' },
            ],
          },
        ],
      },
      told: ['mapped messages[0].reasoning_content'],
    },
  ],
  replies: [
    {
      // https://docs.mistral.ai/capabilities/reasoning
      it: 'reasons in parts of the content',
      json: chat({
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'Hm.' }] },
          { type: 'text', text: 'Yes.' },
        ],
      }),
      says: [
        { type: 'reasoning-delta', choice: 0, text: 'Hm.' },
        { type: 'text-delta', choice: 0, text: 'Yes.' },
      ],
    },
    {
      // As in @mistralai/mistralai 2.7.0.
      it: 'tells within its usage at which tier it served',
      json: {
        ...chat({ content: 'Yes.' }),
        usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15, service_tier: 'priority' },
      },
      says: [{ type: 'usage', usage: { inputTokens: 10, outputTokens: 5 }, serviceTier: 'priority' }],
    },
  ],
  failures: [
    {
      // As users report it: https://github.com/editor-code-assistant/eca/issues/231
      it: 'names the field that it does not know, within its message',
      status: 422,
      body: {
        object: 'error',
        message: {
          detail: [
            { type: 'extra_forbidden', loc: ['body', 'store'], msg: 'Extra inputs are not permitted', input: true },
          ],
        },
        type: 'invalid_request_error',
        param: null,
        code: null,
      },
      says: { kind: 'invalid-request', message: 'Extra inputs are not permitted' },
    },
    {
      it: 'names it at the top too',
      status: 422,
      body: {
        detail: [
          { type: 'extra_forbidden', loc: ['body', 'store'], msg: 'Extra inputs are not permitted', input: true },
        ],
      },
      says: { kind: 'invalid-request', message: 'Extra inputs are not permitted' },
    },
  ],
};

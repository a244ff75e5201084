import { type ProviderExamples } from '../conformance/examples';

export const examples: ProviderExamples = {
  failures: [
    {
      // https://cloud.google.com/apis/design/errors#error_details
      it: 'says in the body when to come back',
      status: 429,
      body: {
        error: {
          code: 429,
          message: 'Quota exceeded.',
          status: 'RESOURCE_EXHAUSTED',
          details: [{ '@type': 'type.googleapis.com/google.rpc.RetryInfo', retryDelay: '7s' }],
        },
      },
      says: { kind: 'rate-limit', retryAfterSeconds: 7 },
    },
  ],
};

import { type ProviderExamples } from '../conformance/examples';

export const examples: ProviderExamples = {
  failures: [
    {
      // https://platform.claude.com/docs/en/api/errors
      it: 'is overloaded, by a status of its own',
      status: 529,
      body: { type: 'error', error: { type: 'overloaded_error', message: 'Overloaded' }, request_id: 'req_1' },
      says: { kind: 'overloaded', message: 'Overloaded' },
    },
  ],
};

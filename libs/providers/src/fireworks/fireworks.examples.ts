import { type ProviderExamples } from '../conformance/examples';
import { chatStream } from '../conformance/wire';

const [first, last] = chatStream({ content: 'Hello' });

export const examples: ProviderExamples = {
  replies: [
    {
      it: 'tells usage of a stream with the finish reason',
      stream: [first!, { ...last, usage: { prompt_tokens: 10, completion_tokens: 5, total_tokens: 15 } }, '[DONE]'],
      says: [
        { type: 'usage', usage: { inputTokens: 10, outputTokens: 5 } },
        { type: 'finish', choice: 0, reason: 'stop' },
      ],
    },
  ],
};

import { type ProviderExamples } from '../conformance/examples';
import { chatStream } from '../conformance/wire';

export const examples: ProviderExamples = {
  replies: [
    {
      // https://learn.microsoft.com/en-us/azure/ai-foundry/openai/concepts/content-streaming
      it: 'begins a stream with what it thinks of the prompt',
      stream: [
        {
          id: '',
          object: '',
          created: 0,
          model: '',
          choices: [],
          prompt_filter_results: [{ prompt_index: 0, content_filter_results: {} }],
        },
        ...chatStream({ content: 'Hello' }),
        '[DONE]',
      ],
      says: [
        { type: 'text-delta', choice: 0, text: 'Hello' },
        { type: 'finish', choice: 0, reason: 'stop' },
      ],
    },
  ],
  failures: [
    {
      // https://learn.microsoft.com/en-us/azure/ai-foundry/openai/concepts/content-filter
      it: 'filters prompts',
      status: 400,
      body: {
        error: {
          message: "The response was filtered due to the prompt triggering Azure OpenAI's content management policy.",
          type: null,
          param: 'prompt',
          code: 'content_filter',
          status: 400,
          innererror: { code: 'ResponsibleAIPolicyViolation' },
        },
      },
      says: { kind: 'content-filter', param: 'prompt' },
    },
  ],
};

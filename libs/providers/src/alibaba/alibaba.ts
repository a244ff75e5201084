import { changed } from '../adapt-request';
import { developerAsSystem } from '../adapt-messages';
import { chatApi, openAiCompatible } from '../openai-compatible';

/**
 * https://www.alibabacloud.com/help/en/model-studio/compatibility-of-openai-with-dashscope (read 2026-11-25): OpenAI's dialect with
 * `reasoning_content`. The address is that of Singapore; keys of other regions need theirs.
 */
export const alibaba = openAiCompatible({
  id: 'alibaba',
  name: 'Alibaba Cloud Model Studio',
  environmentPrefix: 'ALIBABA',
  baseUrl: 'https://dashscope-intl.aliyuncs.com/compatible-mode/v1',
  exampleModel: 'qwen/qwen3-max',
  apis: [
    chatApi(
      developerAsSystem,
      // A switch, and a budget that only callers of this vendor know: https://www.alibabacloud.com/help/en/model-studio/deep-thinking
      changed('reasoning_effort', (effort) =>
        effort === 'none'
          ? { fields: { enable_thinking: false } }
          : { fields: { enable_thinking: true }, why: 'The provider turns thinking on or off, without an effort.' },
      ),
    ),
  ],
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming (read 2026-11-25).
  abortStopsBilling: false,
  // https://www.alibabacloud.com/help/en/model-studio/embedding-interfaces-compatible-with-openai (unproved)
  passThroughPaths: { embeddings: '/embeddings' },
});

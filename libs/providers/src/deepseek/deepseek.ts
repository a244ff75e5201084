import { openAiCompatible } from '../openai-compatible';

/** https://api-docs.deepseek.com: OpenAI's dialect with `reasoning_content`, and cache hits told in two usage fields of its own. */
export const deepseek = openAiCompatible({
  id: 'deepseek',
  name: 'DeepSeek',
  environmentPrefix: 'DEEPSEEK',
  baseUrl: 'https://api.deepseek.com',
  exampleModel: 'deepseek/deepseek-v4-flash',
});

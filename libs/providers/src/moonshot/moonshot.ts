import { clamped, forModels, withoutFields } from '../adapt-request';
import { developerAsSystem } from '../adapt-messages';
import { chatApi, openAiCompatible } from '../openai-compatible';

/** What a model that samples as its vendor fixed it refuses to hear, at any other value than its own. */
const SAMPLING = ['temperature', 'top_p', 'n', 'presence_penalty', 'frequency_penalty'];

/**
 * https://platform.moonshot.cn/docs/guide/migrating-from-openai-to-kimi and https://platform.kimi.ai/docs/api/models-overview (read
 * 2026-11-25): OpenAI's dialect with `reasoning_content`, which must return; usage of a stream stands in its last choice.
 */
export const moonshot = openAiCompatible({
  id: 'moonshot',
  name: 'Moonshot AI',
  environmentPrefix: 'MOONSHOT',
  baseUrl: 'https://api.moonshot.ai/v1',
  exampleModel: 'moonshotai/kimi-k3',
  apis: [
    {
      ...chatApi(
        developerAsSystem,
        // From K2.5 on other values are a 400 (`invalid temperature: only 1 is allowed for this model`). Told by users, by the vendor's own
        // pages unproved.
        forModels(/^kimi-k(2\.[5-9]|[3-9])/, withoutFields(SAMPLING, 'The model samples as its vendor has fixed it.')),
        // The first page above: 0 to 1, where OpenAI takes 0 to 2.
        clamped('temperature', 0, 1),
      ),
      // https://platform.kimi.ai/docs/guide/use-kimi-vision-model (unproved)
      inlineMediaOnly: true,
    },
  ],
});

import { clamped, singleChoice, withoutFields } from '../adapt-request';
import { developerAsSystem } from '../adapt-messages';
import { chatApi, openAiCompatible } from '../openai-compatible';
import { type Adaptation } from '../provider';

/** Without it reasoning stands between `<think>` tags in the text. */
const reasoningApart: Adaptation = (body) => ({ reasoning_split: true, ...body });

/**
 * https://platform.minimax.io/docs/api-reference/text-openai-api and …/text-chat (read 2026-11-25): OpenAI's dialect with
 * `reasoning_details`, which must return.
 */
export const minimax = openAiCompatible({
  id: 'minimax',
  name: 'MiniMax',
  environmentPrefix: 'MINIMAX',
  baseUrl: 'https://api.minimax.io/v1',
  exampleModel: 'minimax/minimax-m3',
  apis: [
    chatApi(
      developerAsSystem,
      reasoningApart,
      // More than 0: the page gives no least value.
      clamped('temperature', 0.01, 1),
      clamped('top_p', 0.01, 1),
      // The notes of the first page.
      singleChoice,
      withoutFields(['frequency_penalty', 'logit_bias', 'presence_penalty'], 'MiniMax does not hear it.'),
    ),
  ],
  // By OpenRouter's word: https://openrouter.ai/docs/api-reference/streaming.
  abortStopsBilling: false,
});

import { changed, clamped, forModels, renamed, singleChoice } from '../adapt-request';
import { developerAsSystem, schemaAsInstruction } from '../adapt-messages';
import { chatApi, openAiCompatible } from '../openai-compatible';

/** https://docs.z.ai/api-reference/llm/chat-completion (read 2026-11-25): OpenAI's dialect with `reasoning_content`. */
export const zai = openAiCompatible({
  id: 'zai',
  name: 'Z.ai',
  environmentPrefix: 'ZAI',
  baseUrl: 'https://api.z.ai/api/paas/v4',
  exampleModel: 'z-ai/glm-5.3',
  apis: [
    chatApi(
      developerAsSystem,
      renamed('max_completion_tokens', 'max_tokens'),
      clamped('temperature', 0, 1),
      clamped('top_p', 0.01, 1),
      // The page has no `n`.
      singleChoice,
      changed('stop', (stop) => {
        if (!Array.isArray(stop)) return { fields: { stop: [stop] } };
        if (stop.length <= 1) return undefined;
        return { fields: { stop: stop.slice(0, 1) }, why: 'Z.ai takes one stop sequence: the first.' };
      }),
      changed('user', (user) =>
        typeof user === 'string' && user.length >= 6 && user.length <= 128
          ? { fields: { user_id: user } }
          : { fields: {}, why: "Z.ai takes end users' ids of 6 to 128 characters." },
      ),
      schemaAsInstruction,
      // Models before GLM-5.2 have a switch only: https://docs.z.ai/guides/capabilities/thinking-mode (unproved)
      changed('reasoning_effort', (effort) =>
        effort === 'none' ? { fields: { thinking: { type: 'disabled' } } } : undefined,
      ),
      forModels(
        /^glm-(4|5$|5v|5-|5\.[01])/,
        changed('reasoning_effort', () => ({
          fields: { thinking: { type: 'enabled' } },
          why: 'The model turns thinking on or off, without an effort.',
        })),
      ),
    ),
  ],
});

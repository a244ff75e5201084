import { type Draft } from './draft';

// With thinking on, temperature and top_k must be left alone and top_p may not go below this.
// https://platform.claude.com/docs/en/build-with-claude/extended-thinking#feature-compatibility
const MIN_TOP_P_THINKING = 0.95;

// From Claude 4.7 on: https://platform.claude.com/docs/en/about-claude/models/migration-guide
const NO_SAMPLING = 'This model takes no sampling settings.';

/** OpenAI's scale ends at 2, Anthropic's at 1; up to 1 they are the same. */
export function writeTemperature(temperature: number, draft: Draft, path: string): void {
  const { traits, body, book } = draft;
  if (!traits.sampling || isThinking(draft)) {
    const why = traits.sampling ? 'Anthropic takes no temperature while the model thinks.' : NO_SAMPLING;
    if (temperature !== 1) book.dropped(path, why);
    return;
  }
  body.temperature = Math.min(temperature, 1);
  if (temperature > 1) book.approximated(path, 'Anthropic takes temperatures up to 1.');
}

/** Claude models since 4.1 refuse temperature and top_p together; of the two, one at its default says nothing. */
export function writeTopP(topP: number, draft: Draft, path: string): void {
  const { traits, body, book } = draft;
  if (!traits.sampling) {
    if (topP !== 1) book.dropped(path, NO_SAMPLING);
  } else if (isThinking(draft) && topP < MIN_TOP_P_THINKING) {
    book.dropped(path, `Anthropic takes no top_p below ${MIN_TOP_P_THINKING} while the model thinks.`);
  } else if (body.temperature === undefined || draft.call.settings.temperature === 1) {
    delete body.temperature;
    body.top_p = topP;
  } else if (topP !== 1) {
    book.dropped(path, 'Anthropic takes either temperature or top_p; temperature was kept.');
  }
}

export function writeTopK(topK: number, draft: Draft, path: string): void {
  if (!draft.traits.sampling) draft.book.dropped(path, NO_SAMPLING);
  else if (isThinking(draft)) draft.book.dropped(path, 'Anthropic takes no top_k while the model thinks.');
  else draft.body.top_k = topK;
}

function isThinking({ body }: Draft): boolean {
  return body.thinking?.type === 'enabled' || body.thinking?.type === 'adaptive';
}

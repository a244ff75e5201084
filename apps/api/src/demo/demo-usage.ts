export const CHARACTERS_PER_TOKEN = 4;

/** What one image counts in a demo prompt: the low-detail price that OpenAI's older vision models take, in tokens. */
const TOKENS_PER_IMAGE = 85;

/** About how many tokens a text is, at least one. Demo numbers are plausible, not exact. */
export function tokensIn(text: string): number {
  return Math.max(1, Math.ceil(text.length / CHARACTERS_PER_TOKEN));
}

/** About how many tokens a prompt is: its texts and its images. */
export function promptTokens(texts: readonly string[], imageCount: number): number {
  return tokensIn(texts.join(' ')) + imageCount * TOKENS_PER_IMAGE;
}

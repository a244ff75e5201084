import type { TokenClass } from '@nuvra/dialects';

/** What a price can be per, besides tokens. A `web-search` is one search that the vendor ran for the model. */
export const ITEM_UNITS = ['request', 'image', 'second', 'character', 'web-search'] as const;
export type ItemUnit = (typeof ITEM_UNITS)[number];

/** The token classes of `Usage`; a class added there fails to compile here until it is named. */
const TOKEN_CLASSES = {
  inputTokens: true,
  cacheReadTokens: true,
  cacheWrite5mTokens: true,
  cacheWrite1hTokens: true,
  inputAudioTokens: true,
  inputImageTokens: true,
  outputTokens: true,
  reasoningTokens: true,
  outputAudioTokens: true,
  outputImageTokens: true,
} satisfies Record<TokenClass, true>;
export const TOKEN_UNITS = Object.keys(TOKEN_CLASSES) as TokenClass[];

export type PriceUnit = TokenClass | ItemUnit;
export const PRICE_UNITS: readonly PriceUnit[] = [...TOKEN_UNITS, ...ITEM_UNITS];

/** When a component applies. Without a condition: always, at the standard service tier and speed. */
export interface PriceCondition {
  /**
   * The context tier: applies when all input classes together are **more** than this many tokens, and then to every token of the
   * request, as vendors bill it (https://ai.google.dev/gemini-api/docs/pricing, "prompts > 200k tokens").
   */
  readonly inputTokensAbove?: number;
  /** As the vendor's reply names it: `priority`, `flex`, `batch`. */
  readonly serviceTier?: string;
  /** As the vendor's reply names it: `fast`. */
  readonly speed?: string;
}

/**
 * One line of a price list. Amounts are **nano-USD per million units** for every unit, items too, so that $0.04 an hour of audio
 * keeps its digits; decimal text, because JSON numbers cannot hold every integer. Amount `"0"` says free; no component says unknown.
 */
export interface PriceComponent {
  readonly unit: PriceUnit;
  readonly nanoUsdPerMillion: string;
  readonly condition?: PriceCondition;
  /** The page that says so and the day it did (`YYYY-MM-DD`), where that is not what the list as a whole goes by. */
  readonly source?: string;
  readonly date?: string;
}

/** A price list, as stored. `source` and `date` are the catalogue's own where absent. */
export interface PriceList {
  readonly components: readonly PriceComponent[];
  readonly source?: string;
  readonly date?: string;
}

import type { PriceUnit } from '../../pricing/price';

/**
 * Prices that models.dev lacks or has wrong, read by hand from the page in `source` on `date`. Amounts are decimal text in USD: per
 * million tokens, or per item. What no page proves is not here; an operator can state it in `catalog.overrides.json`.
 */
export interface Addition {
  readonly provider: string;
  /** The provider's names of the models that it is about. */
  readonly upstreamModel: RegExp;
  readonly source: string;
  readonly date: string;
  /** Units priced at a multiple of another, in every tier and mode in which the other has a price. */
  readonly multiples?: Readonly<Partial<Record<PriceUnit, { readonly of: PriceUnit; readonly times: bigint }>>>;
  /** Units priced outright; they replace what models.dev says of the unit at the standard tier. */
  readonly prices?: Readonly<Partial<Record<PriceUnit, string>>>;
}

const GOOGLE = 'https://ai.google.dev/gemini-api/docs/pricing';
/** A cache write that lives an hour costs twice the input price; models.dev lists only the one of five minutes. */
const ONE_HOUR_WRITE = { cacheWrite1hTokens: { of: 'inputTokens', times: 2n } } as const;

export const ADDITIONS: readonly Addition[] = [
  {
    provider: 'anthropic',
    upstreamModel: /^claude-/,
    source: 'https://platform.claude.com/docs/en/about-claude/pricing',
    date: '2026-09-27',
    multiples: ONE_HOUR_WRITE,
  },
  {
    provider: 'vertex',
    upstreamModel: /^claude-/,
    source: 'https://docs.cloud.google.com/vertex-ai/generative-ai/docs/partner-models/claude/prompt-caching',
    date: '2026-09-27',
    multiples: ONE_HOUR_WRITE,
  },
  {
    provider: 'openrouter',
    upstreamModel: /^~?anthropic\/claude-/,
    source: 'https://openrouter.ai/docs/features/prompt-caching',
    date: '2026-09-27',
    multiples: ONE_HOUR_WRITE,
  },
  {
    provider: 'bedrock',
    upstreamModel: /anthropic\.claude-opus-5-5$/,
    source:
      'https://pricing.us-east-1.amazonaws.com/offers/v1.0/aws/AmazonBedrockFoundationModels/current/us-east-1/index.json',
    date: '2026-09-27',
    multiples: ONE_HOUR_WRITE,
  },
  {
    provider: 'anthropic',
    upstreamModel: /^claude-/,
    source: 'https://platform.claude.com/docs/en/agents-and-tools/tool-use/web-search-tool',
    date: '2026-09-27',
    prices: { 'web-search': '0.01' },
  },
  // Models that reason have this price for either version of the tool; what the search finds is input.
  {
    provider: 'openai',
    upstreamModel: /^(gpt-[56](?!.*chat)|o3$|o4-mini$)/,
    source: 'https://developers.openai.com/api/docs/pricing',
    date: '2026-09-29',
    prices: { 'web-search': '0.01' },
  },
  // By the search; models before them are charged by the prompt.
  {
    provider: 'gemini',
    upstreamModel: /^gemini-3/,
    source: GOOGLE,
    date: '2026-09-27',
    prices: { 'web-search': '0.014' },
  },
  {
    provider: 'xai',
    upstreamModel: /^grok-[4-9]/,
    source: 'https://docs.x.ai/developers/pricing',
    date: '2026-09-27',
    prices: { 'web-search': '0.005' },
  },
  // models.dev gives the price of an image's tokens as that of all output.
  {
    provider: 'gemini',
    upstreamModel: /^gemini-2\.5-flash-image$/,
    source: GOOGLE,
    date: '2026-09-27',
    prices: { outputTokens: '2.5', outputImageTokens: '30' },
  },
  {
    provider: 'gemini',
    upstreamModel: /^gemini-3-pro-image(-preview)?$/,
    source: GOOGLE,
    date: '2026-09-27',
    prices: { outputTokens: '12', outputImageTokens: '120' },
  },
  {
    provider: 'gemini',
    upstreamModel: /^gemini-3\.1-flash-image(-preview)?$/,
    source: GOOGLE,
    date: '2026-09-27',
    prices: { outputTokens: '3', outputImageTokens: '60' },
  },
];

/** Models that cost nothing, by their vendor's word; a zero price of any other model is taken for a gap in the source. */
export const FREE: readonly { readonly provider: string; readonly upstreamModel: RegExp; readonly source: string }[] = [
  { provider: 'openrouter', upstreamModel: /:free$/, source: 'https://openrouter.ai/docs/faq' },
  { provider: 'openrouter', upstreamModel: /^openrouter\/free$/, source: 'https://openrouter.ai/openrouter/free' },
];

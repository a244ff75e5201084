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
const OPENAI = 'https://developers.openai.com/api/docs/pricing';
const COHERE = 'https://cohere.com/pricing';
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
  // models.dev has one price for all input, and media put in fall back to that of text.
  {
    provider: 'gemini',
    upstreamModel: /^gemini-embedding-2/,
    source: GOOGLE,
    date: '2026-09-27',
    prices: { inputImageTokens: '0.45' },
  },
  {
    provider: 'openai',
    upstreamModel: /^gpt-image-2$/,
    source: OPENAI,
    date: '2026-09-27',
    prices: { inputImageTokens: '8' },
  },
  {
    provider: 'openai',
    upstreamModel: /^gpt-image-1\.5$/,
    source: OPENAI,
    date: '2026-08-18',
    prices: {
      inputTokens: '5',
      cacheReadTokens: '1.25',
      inputImageTokens: '8',
      outputTokens: '10',
      outputImageTokens: '32',
    },
  },
  {
    provider: 'openai',
    upstreamModel: /^gpt-image-1$/,
    source: OPENAI,
    date: '2026-03-23',
    prices: { inputTokens: '5', cacheReadTokens: '1.25', inputImageTokens: '10', outputImageTokens: '40' },
  },
  {
    provider: 'openai',
    upstreamModel: /^gpt-image-1-mini$/,
    source: OPENAI,
    date: '2026-08-18',
    prices: { inputTokens: '2', cacheReadTokens: '0.2', inputImageTokens: '2.5', outputImageTokens: '8' },
  },
  {
    provider: 'openai',
    upstreamModel: /^tts-1$/,
    source: OPENAI,
    date: '2026-08-13',
    prices: { character: '0.000015' },
  },
  {
    provider: 'openai',
    upstreamModel: /^tts-1-hd$/,
    source: OPENAI,
    date: '2026-08-13',
    prices: { character: '0.00003' },
  },
  {
    provider: 'openai',
    upstreamModel: /^gpt-4o-mini-tts$/,
    source: OPENAI,
    date: '2026-08-13',
    prices: { inputTokens: '0.6', outputAudioTokens: '12' },
  },
  // $0.006 a minute.
  {
    provider: 'openai',
    upstreamModel: /^whisper-1$/,
    source: OPENAI,
    date: '2026-08-13',
    prices: { second: '0.0001' },
  },
  {
    provider: 'openai',
    upstreamModel: /^gpt-4o-transcribe$/,
    source: OPENAI,
    date: '2026-08-13',
    prices: { inputTokens: '2.5', inputAudioTokens: '6', outputTokens: '10' },
  },
  {
    provider: 'openai',
    upstreamModel: /^gpt-4o-mini-transcribe$/,
    source: OPENAI,
    date: '2026-08-13',
    prices: { inputTokens: '1.25', inputAudioTokens: '3', outputTokens: '5' },
  },
  // Declared free of charge.
  {
    provider: 'openai',
    upstreamModel: /^omni-moderation-/,
    source: OPENAI,
    date: '2026-08-13',
    prices: { request: '0' },
  },
  {
    provider: 'openai',
    upstreamModel: /^gpt-3\.5-turbo-instruct$/,
    source: OPENAI,
    date: '2026-08-13',
    prices: { inputTokens: '1.5', outputTokens: '2' },
  },
  {
    provider: 'openai',
    upstreamModel: /^davinci-002$/,
    source: OPENAI,
    date: '2026-08-13',
    prices: { inputTokens: '2', outputTokens: '2' },
  },
  {
    provider: 'openai',
    upstreamModel: /^babbage-002$/,
    source: OPENAI,
    date: '2026-08-13',
    prices: { inputTokens: '0.4', outputTokens: '0.4' },
  },
  // By search: one query with up to 100 documents.
  {
    provider: 'cohere',
    upstreamModel: /^rerank-v(3\.5|4\.0-fast)$/,
    source: COHERE,
    date: '2026-06-15',
    prices: { request: '0.002' },
  },
  {
    provider: 'cohere',
    upstreamModel: /^rerank-v4\.0-pro$/,
    source: COHERE,
    date: '2026-06-15',
    prices: { request: '0.0025' },
  },
];

/** Models that cost nothing, by their vendor's word; a zero price of any other model is taken for a gap in the source. */
export const FREE: readonly { readonly provider: string; readonly upstreamModel: RegExp; readonly source: string }[] = [
  { provider: 'openrouter', upstreamModel: /:free$/, source: 'https://openrouter.ai/docs/faq' },
  { provider: 'openrouter', upstreamModel: /^openrouter\/free$/, source: 'https://openrouter.ai/openrouter/free' },
];

import { type PriceComponent, type PriceUnit } from '../pricing/price';
import { type ModelPricingDto } from './listed-model.dto';

/** OpenRouter's words for what has a price; seconds and characters have none there. */
const FIELDS: Readonly<Partial<Record<PriceUnit, keyof ModelPricingDto>>> = {
  inputTokens: 'prompt',
  outputTokens: 'completion',
  reasoningTokens: 'internal_reasoning',
  cacheReadTokens: 'input_cache_read',
  cacheWrite5mTokens: 'input_cache_write',
  cacheWrite1hTokens: 'input_cache_write_1h',
  inputImageTokens: 'image_token',
  outputImageTokens: 'image_output',
  inputAudioTokens: 'audio',
  outputAudioTokens: 'audio_output',
  image: 'image',
  request: 'request',
  'web-search': 'web_search',
};

/** A price list at the standard tier as OpenRouter shows prices; tokens that a model does not charge for cost "0" there. */
export function toPricing(components: readonly PriceComponent[]): ModelPricingDto {
  const pricing: ModelPricingDto = { prompt: '0', completion: '0' };
  for (const { unit, nanoUsdPerMillion, condition } of components) {
    const field = FIELDS[unit];
    if (field && !condition) pricing[field] = perUnit(nanoUsdPerMillion);
  }
  return pricing;
}

/** Nano-USD per million units as decimal USD per unit, exactly: the point moves by 15 digits. */
function perUnit(nanoUsdPerMillion: string): string {
  const digits = nanoUsdPerMillion.padStart(16, '0');
  return `${digits.slice(0, -15)}.${digits.slice(-15)}`.replace(/\.?0+$/, '');
}

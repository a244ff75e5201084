import { asObject, asWhole } from '../json';
import { type Meter } from './meter';

/**
 * Reads what sorting cost: searches where the vendor charges by them (Cohere), else tokens.
 * https://docs.cohere.com/reference/rerank (`meta.billed_units`)
 */
export const rerankMeter: Meter = (body) => {
  const meta = asObject(body['meta']);
  const searches = asWhole(asObject(meta?.['billed_units'])?.['search_units']);
  if (searches !== undefined) return { items: { request: searches } };
  const usage = asObject(body['usage']);
  const tokens =
    asWhole(usage?.['total_tokens']) ??
    asWhole(asObject(meta?.['billed_units'])?.['input_tokens']) ??
    asWhole(asObject(meta?.['tokens'])?.['input_tokens']);
  return tokens === undefined ? undefined : { usage: { inputTokens: tokens } };
};

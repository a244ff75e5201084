import { asObject } from '../json';
import { countOf, type Meter } from './meter';

/**
 * Reads what sorting cost: searches where the vendor charges by them (Cohere), else tokens.
 * https://docs.cohere.com/reference/rerank (`meta.billed_units`)
 */
export const rerankMeter: Meter = (body) => {
  const meta = asObject(body['meta']);
  const searches = countOf(asObject(meta?.['billed_units'])?.['search_units']);
  if (searches !== undefined) return { items: { request: searches } };
  const usage = asObject(body['usage']);
  const tokens =
    countOf(usage?.['total_tokens']) ??
    countOf(asObject(meta?.['billed_units'])?.['input_tokens']) ??
    countOf(asObject(meta?.['tokens'])?.['input_tokens']);
  return tokens === undefined ? undefined : { usage: { inputTokens: tokens } };
};

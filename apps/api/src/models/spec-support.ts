import { type CatalogueModel } from '../catalog/catalog.service';
import { type PriceComponent } from '../pricing/price';
import { type CallableModel } from './listed-model';

/** A chat model with one endpoint, priced so; facts replace those of the example. */
export function callableModel(
  id: string,
  facts: Partial<CatalogueModel['facts']> = {},
  components: readonly PriceComponent[] = [],
): CallableModel {
  const endpoint = {
    id: 'e',
    provider: 'openai',
    upstreamModel: 'm',
    contextTokens: 1000,
    maxOutputTokens: 100,
    priceVersion: { version: 1, components, source: 's', sourceDate: '2026-09-27', effectiveFrom: new Date(0) },
  };
  const model: CatalogueModel = {
    id,
    author: id.split('/', 1)[0]!,
    name: 'A model',
    aliases: [],
    endpoints: [endpoint],
    facts: {
      kind: 'chat',
      releaseDate: '2026-01-02',
      contextTokens: 1000,
      inputModalities: ['text'],
      outputModalities: ['text'],
      capabilities: {},
      ...facts,
    },
  };
  return { model, endpoints: [endpoint] };
}

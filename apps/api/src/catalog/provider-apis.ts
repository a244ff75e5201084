import { type Provider, type ProviderApi } from '@nuvra/providers';
import { type CatalogueEndpoint } from './catalog.service';

/** How the endpoint's provider can be spoken to there: in all its dialects, unless the catalogue says which one the endpoint speaks. */
export function apisOf({ apis }: Provider, { dialect }: Pick<CatalogueEndpoint, 'dialect'>): readonly ProviderApi[] {
  return dialect === undefined ? apis : apis.filter((api) => api.dialect.id === dialect);
}

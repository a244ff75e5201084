import { Injectable } from '@nestjs/common';
import { missingPrices } from '../pricing/compile-price';
import { type PriceUnit } from '../pricing/price';
import { type CatalogueEndpoint, type CatalogueModel } from './catalog.service';
import { apisOf } from './provider-apis';
import { ProviderList } from './provider-list';

/** What must have a price before a model of a kind can be called; the other kinds cannot be called yet. */
export const UNITS_OF_KIND = {
  chat: ['inputTokens', 'outputTokens'],
  embedding: ['inputTokens'],
} as const satisfies Partial<Record<CatalogueModel['facts']['kind'], readonly PriceUnit[]>>;

/** Tells which endpoints this gateway can call: there is an adapter for how they speak, a credential, and a price. */
@Injectable()
export class Availability {
  constructor(private readonly providers: ProviderList) {}

  /** Whether there is a credential for the endpoint's provider, and an adapter for the dialect that the endpoint speaks. */
  reaches(endpoint: CatalogueEndpoint): boolean {
    const callable = this.providers.find(endpoint.provider);
    return callable !== undefined && apisOf(callable.provider, endpoint).length > 0;
  }

  /** Whether a request of the kind that the model is for could go to the endpoint. */
  isCallable({ facts: { kind } }: CatalogueModel, endpoint: CatalogueEndpoint): boolean {
    if (kind !== 'chat' && kind !== 'embedding') return false;
    if (!endpoint.price || !this.reaches(endpoint)) return false;
    const { passThroughPaths } = this.providers.find(endpoint.provider)!.provider;
    if (kind === 'embedding' && !passThroughPaths?.embeddings) return false;
    return missingPrices(endpoint.price, UNITS_OF_KIND[kind]).length === 0;
  }

  /** Whether the model can be called at all. */
  canServe(model: CatalogueModel): boolean {
    return model.endpoints.some((endpoint) => this.isCallable(model, endpoint));
  }
}

import { Inject, Injectable } from '@nestjs/common';
import { type Provider, providers } from '@nuvra/providers';
import { CONFIG, type Config } from '../config/config';
import { type CatalogueEndpoint, type CatalogueModel } from './catalog.service';
import { hasOperation, kindAt, unpricedUnits } from './model-kinds';
import { apisOf } from './provider-apis';

/** Tells which endpoints this gateway can call: there is an adapter for how they speak, a credential, and a price. */
@Injectable()
export class Availability {
  private readonly configured: ReadonlyMap<string, Provider>;

  constructor(@Inject(CONFIG) config: Config) {
    this.configured = new Map(
      providers.filter(({ id }) => config.providers[id]?.apiKey).map((provider) => [provider.id, provider]),
    );
  }

  /** Whether there is a credential for the endpoint's provider, and an adapter for the dialect that the endpoint speaks. */
  reaches(endpoint: CatalogueEndpoint): boolean {
    const adapter = this.configured.get(endpoint.provider);
    return adapter !== undefined && apisOf(adapter, endpoint).length > 0;
  }

  /** Whether a request of the kind that the model is for could go to the endpoint. */
  isCallable({ facts }: CatalogueModel, endpoint: CatalogueEndpoint): boolean {
    const provider = this.configured.get(endpoint.provider);
    if (!provider || !endpoint.price || !this.reaches(endpoint)) return false;
    const kind = kindAt(facts.kind, provider);
    return hasOperation(kind, provider) && unpricedUnits(kind, endpoint.price, {}).length === 0;
  }

  /** Whether the model can be called at all. */
  canServe(model: CatalogueModel): boolean {
    return model.endpoints.some((endpoint) => this.isCallable(model, endpoint));
  }
}

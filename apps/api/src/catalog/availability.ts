import { Injectable } from '@nestjs/common';
import { type CatalogueEndpoint, type CatalogueModel } from './catalog.service';
import { hasOperation, kindAt, unpricedUnits } from './model-kinds';
import { apisOf } from './provider-apis';
import { ProviderList } from './provider-list';

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
  isCallable({ facts }: CatalogueModel, endpoint: CatalogueEndpoint): boolean {
    if (!endpoint.price || !this.reaches(endpoint)) return false;
    const { provider } = this.providers.find(endpoint.provider)!;
    const kind = kindAt(facts.kind, provider);
    return hasOperation(kind, provider) && unpricedUnits(kind, endpoint.price, {}).length === 0;
  }

  /** Whether the model can be called at all. */
  canServe(model: CatalogueModel): boolean {
    return model.endpoints.some((endpoint) => this.isCallable(model, endpoint));
  }
}

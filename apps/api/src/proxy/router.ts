import { Inject, Injectable } from '@nestjs/common';
import { type TokenClass } from '@nuvra/dialects';
import { CatalogService, type CatalogueEndpoint, type CatalogueModel } from '../catalog/catalog.service';
import { missingPrices } from '../pricing/compile-price';
import { AppError } from '../errors/app-error';
import { type ProviderConnection } from './provider-connection';
import { CONNECTIONS } from './provider-connections';

/** Where a request goes: a model, the endpoint that serves it, and the connection to its provider. */
export interface Route {
  readonly model: CatalogueModel;
  readonly endpoint: CatalogueEndpoint;
  readonly connection: ProviderConnection;
}

/** Finds the way from the name that a client wrote to an endpoint that can serve it. */
@Injectable()
export class Router {
  constructor(
    private readonly catalog: CatalogService,
    @Inject(CONNECTIONS) private readonly connections: ReadonlyMap<string, ProviderConnection>,
  ) {}

  /**
   * The first endpoint of the model, in the catalogue's order, whose provider is configured and that has a price for `units`.
   * @throws {AppError} `model_not_found`, with names that look alike; `model_unavailable`; `model_unpriced`
   */
  route(name: unknown, units: readonly TokenClass[]): Route {
    if (typeof name !== 'string' || name === '') {
      throw new AppError('invalid_request', 'Name a model, e.g. "model": "openai/gpt-5.4".', { param: 'model' });
    }
    const model = this.catalog.resolve(name);
    if (!model) throw this.unknownModel(name);
    const reachable = model.endpoints.filter((endpoint) => this.reaches(endpoint));
    const endpoint = reachable.find(({ price }) => price && missingPrices(price, units).length === 0);
    if (endpoint) return { model, endpoint, connection: this.connections.get(endpoint.provider)! };
    if (reachable.length > 0) {
      const missing = reachable[0]!.price ? missingPrices(reachable[0]!.price, units).join(', ') : 'all units';
      throw new AppError(
        'model_unpriced',
        `${model.id} has no price for ${missing}, and nothing is sent that could not be charged. An operator can add one.`,
        {
          param: 'model',
        },
      );
    }
    throw new AppError('model_unavailable', `No configured provider serves ${model.id}. ${this.hint(model)}`, {
      param: 'model',
    });
  }

  /** Whether some configured provider serves the model at a known price. */
  canServe({ endpoints }: CatalogueModel): boolean {
    return endpoints.some((endpoint) => endpoint.price && this.reaches(endpoint));
  }

  /** Whether there is a credential for the endpoint's provider, and an adapter for the dialect that the endpoint speaks. */
  private reaches({ provider, dialect }: CatalogueEndpoint): boolean {
    const connection = this.connections.get(provider);
    return (
      connection !== undefined &&
      connection.configured &&
      (dialect ?? connection.provider.dialect.id) === connection.provider.dialect.id
    );
  }

  private hint(model: CatalogueModel): string {
    const variables = model.endpoints.flatMap(({ provider }) => {
      const prefix = this.connections.get(provider)?.provider.environmentPrefix;
      return prefix ? [`${prefix}_API_KEY`] : [];
    });
    return variables.length > 0
      ? `Whoever runs this gateway can set ${[...new Set(variables)].join(' or ')}.`
      : `It is offered by ${[...new Set(model.endpoints.map(({ provider }) => provider))].join(', ')}, which this gateway cannot call yet.`;
  }

  private unknownModel(name: string): AppError {
    const similar = this.catalog.suggest(name);
    const advice =
      similar.length > 0 ? `Did you mean ${similar.join(' or ')}?` : 'GET /v1/models lists those there are.';
    return new AppError('model_not_found', `There is no model "${name.slice(0, 100)}". ${advice}`, { param: 'model' });
  }
}

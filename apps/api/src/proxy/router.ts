import { Injectable } from '@nestjs/common';
import { type Provider } from '@nuvra/providers';
import { Availability } from '../catalog/availability';
import { variablesOf } from '../catalog/callable-provider';
import { type ModelKind } from '../catalog/file/catalog';
import { kindAt, pathsOf, unpricedUnits } from '../catalog/model-kinds';
import { CatalogService, type CatalogueEndpoint, type CatalogueModel } from '../catalog/catalog.service';
import { type CompiledPrice, missingPrices, type PriceMode } from '../pricing/compile-price';
import { type PriceUnit } from '../pricing/price';
import { AppError } from '../errors/app-error';
import { type ProviderConnection } from './provider-connection';
import { ProviderConnections } from './provider-connections';

/** Where a request goes: a model, the endpoint that serves it, and the connection to its provider. */
export interface Route {
  readonly model: CatalogueModel;
  readonly endpoint: CatalogueEndpoint;
  readonly connection: ProviderConnection;
}

/** What a request needs of an endpoint. */
export interface Demand {
  /** The kinds of models that it is for. Without a price for what they use nothing is sent. */
  readonly kinds: readonly ModelKind[];
  /** Why a provider cannot do it, for an error; undefined where it can. Absent: every provider can. */
  readonly lackedBy?: (provider: Provider) => string | undefined;
}

/** Finds the way from the name that a client wrote to an endpoint that can serve it. */
@Injectable()
export class Router {
  constructor(
    private readonly catalog: CatalogService,
    private readonly availability: Availability,
    private readonly connections: ProviderConnections,
  ) {}

  /**
   * The first endpoint of the model, in the catalogue's order, whose provider is configured, can do what is asked, and has a price for it
   * in `mode`.
   * @throws {AppError} `model_not_found`, with names that look alike; `model_unavailable`; `unsupported_by_model`; `model_unpriced`
   */
  route(name: unknown, demand: Demand, mode: PriceMode): Route {
    if (typeof name !== 'string' || name === '') {
      throw new AppError('invalid_request', 'Name a model, e.g. "model": "openai/gpt-5.4".', { param: 'model' });
    }
    const model = this.catalog.resolve(name);
    if (!model) throw this.unknownModel(name);
    const reachable = model.endpoints.filter((endpoint) => this.availability.reaches(endpoint));
    const able = reachable.filter((endpoint) => this.lackIn(endpoint, model, demand) === undefined);
    const endpoint = able.find((one) => this.unpriced(one, model, mode).length === 0);
    if (endpoint) return { model, endpoint, connection: this.connections.get(endpoint.provider)! };
    if (able.length > 0) throw unpriced(model, able[0]!.price, this.unpriced(able[0]!, model, mode), mode);
    if (reachable.length > 0) {
      throw new AppError('unsupported_by_model', this.lackIn(reachable[0]!, model, demand)!, { param: 'model' });
    }
    throw new AppError('model_unavailable', `No configured provider serves ${model.id}. ${this.hint(model)}`, {
      param: 'model',
    });
  }

  /** Why the endpoint cannot do what is asked; undefined where it can. */
  private lackIn({ provider: id }: CatalogueEndpoint, model: CatalogueModel, { kinds, lackedBy }: Demand) {
    const { provider } = this.connections.get(id)!;
    const kind = kindAt(model.facts.kind, provider);
    return kinds.includes(kind) ? lackedBy?.(provider) : otherKind(model.id, kind);
  }

  private unpriced({ provider, price }: CatalogueEndpoint, { facts }: CatalogueModel, mode: PriceMode) {
    return unpricedUnits(kindAt(facts.kind, this.connections.get(provider)!.provider), price, mode);
  }

  private hint(model: CatalogueModel): string {
    const variables = model.endpoints.map(({ provider }) => variablesOf(provider).join(' and ')).filter(Boolean);
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

/** The refusal of a request that came to the wrong path. */
function otherKind(id: string, kind: ModelKind): string {
  const paths = pathsOf(kind);
  const advice =
    paths.length > 0
      ? `Call it at ${paths.map((path) => `POST ${path}`).join(' or ')}.`
      : 'It cannot be called through this gateway yet.';
  return `${id} is not for this path: it is a model of the kind "${kind}". ${advice}`;
}

/** The refusal of a request that could not be charged, since what `field` asks for cannot even be given a price here. */
export function unpriceable({ id }: CatalogueModel, field: string): AppError {
  return new AppError(
    'model_unpriced',
    `The provider of ${id} charges for '${field}' besides tokens, in a way that this gateway cannot meter yet, and nothing is sent that could not be charged.`,
    { param: field },
  );
}

/** The refusal of a request that could not be charged, naming what has no price. */
export function unpriced(
  { id }: CatalogueModel,
  price: CompiledPrice | undefined,
  units: readonly PriceUnit[],
  mode: PriceMode,
): AppError {
  const missing = price ? missingPrices(price, units, mode).join(', ') : units.join(', ');
  // At the standard tier it is the model that lacks a price, else the tier that was asked for.
  const standard = price && missingPrices(price, units).length === 0;
  const where = standard ? ` at the service tier "${mode.serviceTier?.slice(0, 40)}"` : '';
  return new AppError(
    'model_unpriced',
    `${id} has no price for ${missing}${where}, and nothing is sent that could not be charged. An operator can add one.`,
    { param: standard ? 'service_tier' : 'model' },
  );
}

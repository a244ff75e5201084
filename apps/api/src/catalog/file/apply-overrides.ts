import type { Catalog, CatalogEndpoint, CatalogModel } from './catalog';
import { FaultyFile } from './faulty-file';
import { ambiguousNames } from '../model-names';
import { type EndpointOverride, type ModelOverride } from './overrides';

/**
 * The catalogue with an operator's word over it: what the operator states wins, an unknown id is a new model, a name that the operator
 * gives to one model is taken from any other that had it as an alias.
 * - Endpoints that the operator lists come first, in their order; those of the catalogue follow.
 * - An endpoint is found by provider and upstream model; by the provider alone where the model has one endpoint of it.
 * - A price replaces the whole price list of its endpoint: half of one source and half of another would be nobody's price.
 *   `null` takes the price away.
 * @throws {FaultyFile} with every fault
 */
export function applyOverrides(catalog: Catalog, overrides: readonly ModelOverride[]): Catalog {
  const faults: string[] = [];
  const byId = new Map(overrides.map((override) => [override.id, override]));
  const known = new Set(catalog.models.map(({ id }) => id));
  const changed = catalog.models.map((model) => {
    const override = byId.get(model.id);
    return override === undefined ? model : changeModel(model, override, faults);
  });
  const added = overrides.filter(({ id }) => !known.has(id)).map((override) => addModel(override, faults));
  const models = giveNames([...changed, ...added], overrides);
  faults.push(...ambiguousNames(models).map((name) => `names that mean two models: ${name}`));
  if (faults.length > 0) throw new FaultyFile('catalog.overrides.json', faults);
  return { ...catalog, models };
}

function changeModel(model: CatalogModel, override: ModelOverride, faults: string[]): CatalogModel {
  const stated = override.endpoints.map((endpoint) => changeEndpoint(model, endpoint, faults));
  const rest = model.endpoints.filter((endpoint) => !stated.some((other) => sameEndpoint(endpoint, other)));
  return {
    ...model,
    ...override.facts,
    capabilities: { ...model.capabilities, ...override.facts.capabilities },
    name: override.name ?? model.name,
    aliases: [...model.aliases, ...override.aliases.filter((alias) => !model.aliases.includes(alias))],
    endpoints: [...stated, ...rest],
  };
}

function changeEndpoint(model: CatalogModel, override: EndpointOverride, faults: string[]): CatalogEndpoint {
  const ofProvider = model.endpoints.filter(({ provider }) => provider === override.provider);
  const only = ofProvider.length === 1 ? ofProvider[0] : undefined;
  const upstreamModel = override.upstreamModel ?? only?.upstreamModel;
  const known = ofProvider.find((endpoint) => endpoint.upstreamModel === upstreamModel);
  if (upstreamModel === undefined) {
    const names = ofProvider.map((endpoint) => endpoint.upstreamModel);
    const choice = names.length === 0 ? '' : `; ${override.provider} serves it as ${names.join(', ')}`;
    faults.push(`${override.path}.upstreamModel: is missing${choice}`);
  }
  const { path: _path, ...stated } = override;
  return { price: null, ...known, ...withoutUndefined(stated), upstreamModel: upstreamModel ?? '' };
}

function addModel(override: ModelOverride, faults: string[]): CatalogModel {
  const [author = '', slug = ''] = override.id.split('/');
  const empty: CatalogModel = {
    id: override.id,
    author,
    name: slug,
    aliases: [],
    kind: 'chat',
    inputModalities: ['text'],
    outputModalities: ['text'],
    capabilities: {},
    endpoints: [],
  };
  if (override.endpoints.length === 0) faults.push(`${override.id}: a new model needs at least one endpoint`);
  return changeModel(empty, override, faults);
}

/** Takes from other models the aliases that the operator gave away. */
function giveNames(models: readonly CatalogModel[], overrides: readonly ModelOverride[]): CatalogModel[] {
  const owners = new Map(
    overrides.flatMap(({ id, aliases }) => [id, ...aliases].map((name) => [name.toLowerCase(), id])),
  );
  return models.map((model) => ({
    ...model,
    aliases: model.aliases.filter((alias) => (owners.get(alias.toLowerCase()) ?? model.id) === model.id),
  }));
}

function sameEndpoint(left: CatalogEndpoint, right: CatalogEndpoint): boolean {
  return left.provider === right.provider && left.upstreamModel === right.upstreamModel;
}

function withoutUndefined<Value extends object>(value: Value): Value {
  return Object.fromEntries(Object.entries(value).filter(([, field]) => field !== undefined)) as Value;
}

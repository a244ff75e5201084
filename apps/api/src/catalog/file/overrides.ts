import { type CallableProvider } from '../callable-provider';
import type { CatalogEndpoint, ModelFacts } from './catalog';
import { checkFacts, DIALECT_IDS, MODEL_ID } from './check-catalog';
import { MODEL_KINDS } from './catalog';
import { readCustomProvider, type VariableLookup } from './custom-providers';
import { FaultyFile } from './faulty-file';
import { Fields } from './fields';
import { readPriceInput } from './price-input';

/** What an operator says. */
export interface Overrides {
  readonly models: readonly ModelOverride[];
  /** Endpoints of the operator's own. */
  readonly providers: readonly CallableProvider[];
}

/** What an operator says of a model; an absent field leaves the catalogue's word. */
export interface ModelOverride {
  readonly id: string;
  readonly name?: string;
  readonly facts: Partial<ModelFacts>;
  readonly aliases: readonly string[];
  readonly endpoints: readonly EndpointOverride[];
}

export interface EndpointOverride extends Partial<Omit<CatalogEndpoint, 'provider'>> {
  readonly provider: string;
  /** Where it stands in the file, for messages. */
  readonly path: string;
}

const FACTS = [
  'kind',
  'family',
  'releaseDate',
  'knowledge',
  'contextTokens',
  'maxInputTokens',
  'maxOutputTokens',
  'inputModalities',
  'outputModalities',
  'capabilities',
  'reasoningOptions',
  'openWeights',
] as const satisfies readonly (keyof ModelFacts)[];

/**
 * Reads `catalog.overrides.json`: `{ "models": [{ "id": "acme/in-house", "endpoints": [{ "provider": "openai", … }] }], "providers": […] }`.
 * @param known the ids of all providers that the installation knows without the file
 * @throws {FaultyFile} with every fault
 */
export function readOverrides(json: unknown, known: ReadonlySet<string>, variable: VariableLookup): Overrides {
  const faults: string[] = [];
  const file = new Fields(json, '', faults);
  file.only(['models', 'providers']);
  const entries = file.has('providers') ? file.list('providers') : [];
  const providers = entries.map((entry) => readCustomProvider(entry, known, variable));
  const ids = providers.map(({ provider }) => provider.id);
  const all = new Set([...known, ...ids]);
  const models = file.has('models') || entries.length === 0 ? file.list('models') : [];
  const overrides = { providers, models: models.map((model) => readModel(model, all)) };
  tellTwice('providers', ids, faults);
  tellTwice(
    'models',
    overrides.models.map(({ id }) => id),
    faults,
  );
  if (faults.length > 0) throw new FaultyFile('catalog.overrides.json', faults);
  return overrides;
}

function tellTwice(list: string, ids: readonly string[], faults: string[]): void {
  const seen = new Set<string>();
  ids.forEach((id, index) => {
    if (seen.size === seen.add(id).size) faults.push(`${list}[${index}].id: ${id} stands in the file twice`);
  });
}

function readModel(model: Fields, providers: ReadonlySet<string>): ModelOverride {
  model.only(['id', 'name', 'aliases', 'endpoints', ...FACTS]);
  const id = model.text('id');
  if (id !== '' && !MODEL_ID.test(id)) {
    model.fault('id', `"${id}" must be author/slug in lower case, such as acme/in-house-7b`);
  }
  checkFacts(model);
  model.optionalChoice('kind', MODEL_KINDS);
  model.optionalTexts('inputModalities');
  model.optionalTexts('outputModalities');
  return {
    id,
    name: model.optionalText('name'),
    facts: Object.fromEntries(FACTS.filter((key) => model.has(key)).map((key) => [key, model.raw(key)])),
    aliases: model.optionalTexts('aliases') ?? [],
    endpoints: model.has('endpoints')
      ? model.list('endpoints').map((endpoint) => readEndpoint(endpoint, providers))
      : [],
  };
}

function readEndpoint(endpoint: Fields, providers: ReadonlySet<string>): EndpointOverride {
  endpoint.only(['provider', 'upstreamModel', 'dialect', 'contextTokens', 'maxOutputTokens', 'status', 'price']);
  const provider = endpoint.text('provider');
  if (provider !== '' && !providers.has(provider)) {
    endpoint.fault('provider', `"${provider}" is not a provider; known are ${[...providers].sort().join(', ')}`);
  }
  return {
    provider,
    path: endpoint.path,
    upstreamModel: endpoint.optionalText('upstreamModel'),
    dialect: endpoint.optionalChoice('dialect', DIALECT_IDS),
    contextTokens: endpoint.optionalCount('contextTokens'),
    maxOutputTokens: endpoint.optionalCount('maxOutputTokens'),
    status: endpoint.optionalChoice('status', ['beta', 'deprecated']),
    price: endpoint.raw('price') === null ? null : readPriceInput(endpoint, 'price'),
  };
}

import { MODEL_KINDS, type Catalog } from './catalog';
import { compilePrice } from '../../pricing/compile-price';
import { FaultyFile } from './faulty-file';
import { Fields } from './fields';
import { ambiguousNames } from '../model-names';
import { PRICE_UNITS, type PriceComponent, type PriceList } from '../../pricing/price';

/** `author/slug`, in lower case; `~` before floating names, `:free` and the like after variants. */
export const MODEL_ID = /^~?[a-z0-9][a-z0-9.-]*\/[a-z0-9][a-z0-9._-]*(:[a-z0-9-]+)?$/;
export const DATE = /^\d{4}-\d{2}-\d{2}$/;
const DIALECTS = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'] as const;
export const DIALECT_IDS: readonly (typeof DIALECTS)[number][] = DIALECTS;

/**
 * The catalogue in a parsed file of it, checked: shapes, ids, prices, and that no name means two models.
 * @throws {FaultyFile} with every fault
 */
export function checkCatalog(json: unknown): Catalog {
  const faults: string[] = [];
  const file = new Fields(json, '', faults);
  file.text('source');
  if (!DATE.test(file.text('date'))) file.fault('date', 'must be a date such as 2026-09-27');
  file.list('models').forEach(checkModel);
  if (faults.length === 0)
    faults.push(...ambiguousNames((json as Catalog).models).map((name) => `names that mean two models: ${name}`));
  if (faults.length === 0) faults.push(...duplicateIds(json as Catalog));
  if (faults.length > 0) throw new FaultyFile('The catalogue', faults);
  return json as Catalog;
}

function duplicateIds({ models }: Catalog): string[] {
  const seen = new Set<string>();
  return models.filter(({ id }) => seen.size === seen.add(id).size).map(({ id }) => `${id} is listed twice`);
}

function checkModel(model: Fields): void {
  const id = model.text('id');
  if (id !== '' && !MODEL_ID.test(id)) model.fault('id', `"${id}" must be author/slug in lower case`);
  for (const key of ['author', 'name']) model.text(key);
  for (const key of ['aliases', 'inputModalities', 'outputModalities']) model.texts(key);
  checkFacts(model);
  if (model.optionalChoice('kind', MODEL_KINDS) === undefined && !model.has('kind')) model.fault('kind', 'is missing');
  const endpoints = model.list('endpoints');
  if (endpoints.length === 0 && Array.isArray(model.raw('endpoints'))) model.fault('endpoints', 'must not be empty');
  const seen = new Set<string>();
  for (const endpoint of endpoints) {
    const key = `${endpoint.text('provider')} ${endpoint.text('upstreamModel')}`;
    if (seen.size === seen.add(key).size) endpoint.fault('upstreamModel', `${key} is listed twice`);
    endpoint.optionalChoice('dialect', DIALECT_IDS);
    endpoint.optionalChoice('status', ['beta', 'deprecated']);
    for (const limit of ['contextTokens', 'maxOutputTokens']) endpoint.optionalCount(limit);
    if (!endpoint.has('price')) endpoint.fault('price', 'is missing; null says that there is none');
    else if (endpoint.raw('price') !== null) checkPrice(endpoint.optionalFields('price'));
  }
}

/** The facts that a model may leave out, as they are in the catalogue and in an operator's overrides. */
export function checkFacts(model: Fields): void {
  for (const key of ['family', 'releaseDate', 'knowledge']) model.optionalText(key);
  for (const key of ['contextTokens', 'maxInputTokens', 'maxOutputTokens']) model.optionalCount(key);
  model.optionalFlag('openWeights');
  const capabilities = model.optionalFields('capabilities');
  capabilities?.only(['tools', 'reasoning', 'structuredOutput', 'temperature', 'attachment']);
  for (const key of capabilities?.keys() ?? []) capabilities?.optionalFlag(key);
  if (!model.has('reasoningOptions')) return;
  for (const option of model.list('reasoningOptions')) {
    option.text('type');
    option.optionalChoice('type', ['toggle', 'effort', 'budget_tokens']);
    option.optionalTexts('values');
    for (const key of ['min', 'max']) option.optionalCount(key);
  }
}

function checkPrice(price: Fields | undefined): void {
  if (price === undefined) return;
  const before = price.faults.length;
  const components = price.list('components');
  if (components.length === 0) price.fault('components', 'must not be empty; a price of null says that there is none');
  for (const component of components) {
    component.text('unit');
    component.optionalChoice('unit', PRICE_UNITS);
    if (!/^\d+$/.test(component.text('nanoUsdPerMillion')))
      component.fault('nanoUsdPerMillion', 'must be a whole number as text');
    const condition = component.optionalFields('condition');
    condition?.only(['inputTokensAbove', 'serviceTier', 'speed']);
    condition?.optionalCount('inputTokensAbove');
    condition?.optionalText('serviceTier');
    condition?.optionalText('speed');
  }
  if (price.faults.length > before) return;
  try {
    compilePrice(price.raw('components') as readonly PriceComponent[] satisfies PriceList['components']);
  } catch (error) {
    price.fault('components', (error as Error).message);
  }
}

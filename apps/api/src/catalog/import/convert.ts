import type { DialectId } from '@nuvra/dialects';
import type { Catalog, CatalogEndpoint, CatalogModel } from '../file/catalog';
import { ambiguousNames } from '../model-names';
import { assignModels, type AssignedModel } from './assign-models';
import { modelAliases } from './model-aliases';
import { modelFacts } from './model-facts';
import { readModelsDev, type Copy } from './models-dev';
import { readPrice } from './price-components';
import { homeOf, SOURCE_PROVIDERS } from './sources';
import { withUnlisted } from './unlisted-models';

/** What an import found, for the people who run it. Entries name `provider upstreamModel`. */
export interface ImportReport {
  readonly models: number;
  readonly endpoints: number;
  readonly priced: number;
  readonly free: readonly string[];
  /** Endpoints without a price, with the reason. */
  readonly unpriced: readonly string[];
  /** Prices of zero that were not taken for prices. */
  readonly droppedZeros: readonly string[];
  /** Copies that became models of their own, though neither the author's API nor OpenRouter lists the model. */
  readonly unmapped: readonly string[];
  /** Copies left out, with what is wrong in them. */
  readonly faults: readonly string[];
}

export const MODELS_DEV = 'https://models.dev/api.json';

/**
 * Turns models.dev's catalogue into ours.
 * @param json the parsed source
 * @param date the day on which the source said so, `YYYY-MM-DD`
 * @param unlisted models that the source does not list
 * @throws {RangeError} when it is not that catalogue, or two models claim one name
 */
export function convertModelsDev(
  json: unknown,
  date: string,
  unlisted: readonly Copy[] = [],
): { catalog: Catalog; report: ImportReport } {
  const { copies, faults } = readModelsDev(json);
  const assigned = assignModels(withUnlisted(copies, unlisted));
  const log = { free: new Set<string>(), unpriced: new Set<string>(), droppedZeros: new Set<string>() };
  const models = assigned.map((model) => toModel(model, log));
  const ambiguous = ambiguousNames(models);
  if (ambiguous.length > 0) throw new RangeError(`Names that mean two models: ${ambiguous.join('; ')}`);
  const endpoints = models.flatMap((model) => model.endpoints);
  return {
    catalog: { source: MODELS_DEV, date, models },
    report: {
      models: models.length,
      endpoints: endpoints.length,
      priced: endpoints.filter(({ price }) => price !== null).length,
      free: [...log.free],
      unpriced: [...log.unpriced],
      droppedZeros: [...log.droppedZeros],
      unmapped: assigned.filter(isUnmapped).map(({ id, copies: [first] }) => `${named(first)} → ${id}`),
      faults,
    },
  };
}

type Log = Readonly<Record<'free' | 'unpriced' | 'droppedZeros', Set<string>>>;

function toModel(model: AssignedModel, log: Log): CatalogModel {
  const { id, author } = model;
  const home = homeOf(author);
  const rank = ({ provider }: Copy) => (provider === home ? -1 : SOURCE_PROVIDERS.indexOf(provider));
  const copies = [...model.copies].sort(
    (left, right) => rank(left) - rank(right) || compareNames(left.upstreamModel, right.upstreamModel),
  );
  const teller = copies.find(({ provider }) => provider === home || provider === 'openrouter') ?? copies[0];
  if (teller === undefined) throw new RangeError(`${id} has no copies`);
  return {
    id,
    author,
    name: teller.name.replace(/ \(latest\)$/, ''),
    aliases: modelAliases({ ...model, copies }),
    ...modelFacts(teller),
    endpoints: copies.map((copy) => toEndpoint(copy, teller, log)),
  };
}

/** Bedrock's profile for all regions goes before that of one; otherwise by the alphabet, so that the file is stable. */
function compareNames(left: string, right: string): number {
  return Number(right.startsWith('global.')) - Number(left.startsWith('global.')) || (left < right ? -1 : 1);
}

function toEndpoint(copy: Copy, teller: Copy, log: Log): CatalogEndpoint {
  const read = readPrice(copy, modelFacts(copy).kind);
  if (read.components === null) log.unpriced.add(`${named(copy)}: ${read.reason}`);
  else {
    if (read.free) log.free.add(named(copy));
    if (read.dropped.length > 0) log.droppedZeros.add(`${named(copy)}: ${read.dropped.join(', ')}`);
  }
  return {
    provider: copy.provider,
    upstreamModel: copy.upstreamModel,
    dialect: dialectOf(copy),
    contextTokens: copy.limit.context === teller.limit.context ? undefined : copy.limit.context,
    maxOutputTokens: copy.limit.output === teller.limit.output ? undefined : copy.limit.output,
    status: copy.status,
    price: read.components === null ? null : { components: read.components },
  };
}

/** The wire format of a copy that is served unlike the provider's other models: Claude on Azure and Vertex, for one. */
function dialectOf({ npm, shape }: Copy): DialectId | undefined {
  if (npm === undefined) return undefined;
  if (shape === 'responses') return 'openai-responses';
  return npm.includes('anthropic') ? 'anthropic-messages' : 'openai-chat';
}

function isUnmapped({ author, copies }: AssignedModel): boolean {
  return !copies.some(({ provider }) => provider === 'openrouter' || provider === homeOf(author));
}

function named(copy: Copy | undefined): string {
  return copy === undefined ? '' : `${copy.provider} ${copy.upstreamModel}`;
}

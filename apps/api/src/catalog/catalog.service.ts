import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { type DialectId } from '@nuvra/dialects';
import { DataSource } from 'typeorm';
import { ChangeFeed, type ChangeListener } from '../database/change-feed';
import { type CatalogModel, type ModelFacts } from './file/catalog';
import { compilePrice, type CompiledPrice } from '../pricing/compile-price';
import { buildIndex, type ModelNames } from './model-names';
import { type PriceComponent } from '../pricing/price';

/** A model as it is served: facts, names and endpoints in the order in which they are tried. */
export interface CatalogueModel extends Pick<CatalogModel, 'id' | 'author' | 'name' | 'aliases'> {
  readonly facts: ModelFacts;
  readonly endpoints: readonly CatalogueEndpoint[];
}

/** An endpoint with the price in force, made ready for the request path. */
export interface CatalogueEndpoint {
  readonly id: string;
  readonly provider: string;
  readonly upstreamModel: string;
  /** Where it is not the one that the provider speaks otherwise. */
  readonly dialect?: DialectId;
  readonly contextTokens?: number;
  readonly maxOutputTokens?: number;
  readonly priceId?: string;
  readonly price?: CompiledPrice;
  readonly priceVersion?: PriceVersion;
}

export interface PriceVersion {
  readonly version: number;
  readonly components: readonly PriceComponent[];
  readonly source: string;
  readonly sourceDate: string;
  readonly effectiveFrom: Date;
}

/** The catalogue in memory: read from the database at start and whenever an import announces a change. */
@Injectable()
export class CatalogService implements OnModuleInit, ChangeListener {
  private readonly logger = new Logger(CatalogService.name);
  private byId: ReadonlyMap<string, CatalogueModel> = new Map();
  private names: ModelNames = buildIndex([]);
  /** Where the facts come from, and when they were read there. */
  source = { name: '', date: '' };

  constructor(
    private readonly dataSource: DataSource,
    private readonly changes: ChangeFeed,
  ) {}

  async onModuleInit(): Promise<void> {
    await this.changes.listen('catalog', this);
    await this.load();
  }

  onChange(): void {
    this.load().catch((error: unknown) => this.logger.error(`The catalogue could not be read again: ${String(error)}`));
  }

  onGap(): void {
    this.onChange();
  }

  /** The model that a client's name means: `author/slug`, a bare name, or an alias of the vendor's. */
  resolve(name: string): CatalogueModel | undefined {
    const id = this.names.resolve(name);
    return id === undefined ? undefined : this.byId.get(id);
  }

  /** Up to three ids that look like `name`. */
  suggest(name: string): string[] {
    return this.names.suggest(name);
  }

  /** All models, by id. */
  all(): Iterable<CatalogueModel> {
    return this.byId.values();
  }

  private async load(): Promise<void> {
    const [models, [source]] = await Promise.all([
      this.dataSource.query<ModelRow[]>(MODELS),
      this.dataSource.query<{ source: string; source_date: string }[]>(
        'SELECT source, source_date::text FROM catalog_imports ORDER BY imported_at DESC LIMIT 1',
      ),
    ]);
    const byId = new Map(models.map((row) => [row.id, toModel(row)]));
    this.names = buildIndex([...byId.values()]);
    this.byId = byId;
    this.source = { name: source?.source ?? '', date: source?.source_date ?? '' };
  }
}

// One row a model, endpoints in order, each with the latest price that is in force.
const MODELS = `
  SELECT m.id, m.author, m.name, m.aliases, m.facts, coalesce(e.endpoints, '[]') AS endpoints
  FROM models m
  LEFT JOIN LATERAL (
    SELECT jsonb_agg(jsonb_build_object(
      'id', e.id, 'provider', e.provider, 'upstreamModel', e.upstream_model, 'dialect', e.dialect,
      'contextTokens', e.context_tokens, 'maxOutputTokens', e.max_output_tokens, 'price', to_jsonb(p)
    ) ORDER BY e.position) AS endpoints
    FROM model_endpoints e
    LEFT JOIN LATERAL (
      SELECT id, version, components, source, source_date, effective_from FROM prices
      WHERE endpoint_id = e.id AND effective_from <= now() ORDER BY version DESC LIMIT 1
    ) p ON true
    WHERE e.model_id = m.id AND e.listed
  ) e ON true
  WHERE m.listed
  ORDER BY m.id`;

interface ModelRow {
  id: string;
  author: string;
  name: string;
  aliases: string[];
  facts: ModelFacts;
  endpoints: {
    id: string;
    provider: string;
    upstreamModel: string;
    dialect: DialectId | null;
    contextTokens: number | null;
    maxOutputTokens: number | null;
    price: {
      id: string;
      version: number;
      components: PriceComponent[];
      source: string;
      source_date: string;
      effective_from: string;
    } | null;
  }[];
}

function toModel({ endpoints, ...model }: ModelRow): CatalogueModel {
  return {
    ...model,
    endpoints: endpoints.map(({ price, dialect, contextTokens, maxOutputTokens, ...endpoint }) => ({
      ...endpoint,
      dialect: dialect ?? undefined,
      contextTokens: contextTokens ?? model.facts.contextTokens,
      maxOutputTokens: maxOutputTokens ?? model.facts.maxOutputTokens,
      // A version without components says that the endpoint has no price any more.
      ...(price && price.components.length > 0
        ? {
            priceId: price.id,
            price: compilePrice(price.components),
            priceVersion: {
              version: price.version,
              components: price.components,
              source: price.source,
              sourceDate: price.source_date,
              effectiveFrom: new Date(price.effective_from),
            },
          }
        : {}),
    })),
  };
}

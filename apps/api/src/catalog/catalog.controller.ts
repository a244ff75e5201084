import { Controller, Get, Inject, Param } from '@nestjs/common';
import { PublicAccess } from '../auth/access';
import { CONFIG, type Config } from '../config/config';
import { AppError } from '../errors/app-error';
import { Availability } from './availability';
import { EndpointDto, ModelDto, ModelListDto, ModelSummaryDto, PriceDto } from './catalog.dto';
import { CatalogService, type CatalogueEndpoint, type CatalogueModel, type PriceVersion } from './catalog.service';

/** The catalogue for people: the console's model pages. Facts and list prices are public. */
@Controller('management/v1/models')
@PublicAccess()
export class CatalogController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly availability: Availability,
    @Inject(CONFIG) private readonly config: Config,
  ) {}

  /** Lists all models of the catalogue, those included that this gateway cannot call at the moment. */
  @Get()
  list(): ModelListDto {
    return {
      models: Array.from(this.catalog.all(), (model) => this.summaryOf(model)),
      source: this.catalog.source.name,
      sourceDate: this.catalog.source.date,
      demo: this.config.demo,
    };
  }

  /** One model with its endpoints and their prices. */
  @Get(':author/:slug')
  get(@Param('author') author: string, @Param('slug') slug: string): ModelDto {
    const model = this.catalog.resolve(`${author}/${slug}`);
    if (!model) throw new AppError('not_found', `There is no model "${author}/${slug}" in the catalogue.`);
    return {
      ...this.summaryOf(model),
      knowledge: model.facts.knowledge ?? null,
      openWeights: model.facts.openWeights ?? null,
      endpoints: model.endpoints.map((endpoint) => this.endpointOf(model, endpoint)),
    };
  }

  private summaryOf(model: CatalogueModel): ModelSummaryDto {
    const { facts, endpoints } = model;
    return {
      id: model.id,
      author: model.author,
      name: model.name,
      aliases: [...model.aliases],
      kind: facts.kind,
      family: facts.family ?? null,
      available: this.availability.canServe(model),
      providers: endpoints.map(({ provider }) => provider),
      contextTokens: facts.contextTokens ?? null,
      maxOutputTokens: facts.maxOutputTokens ?? null,
      inputModalities: [...facts.inputModalities],
      outputModalities: [...facts.outputModalities],
      capabilities: Object.entries(facts.capabilities).flatMap(([name, has]) => (has ? [name] : [])),
      releaseDate: facts.releaseDate ?? null,
      inputNanoUsdPerMillion: listPrice(endpoints[0], 'inputTokens'),
      outputNanoUsdPerMillion: listPrice(endpoints[0], 'outputTokens'),
    };
  }

  private endpointOf(model: CatalogueModel, endpoint: CatalogueEndpoint): EndpointDto {
    return {
      provider: endpoint.provider,
      upstreamModel: endpoint.upstreamModel,
      available: this.availability.isCallable(model, endpoint),
      contextTokens: endpoint.contextTokens ?? null,
      maxOutputTokens: endpoint.maxOutputTokens ?? null,
      price: endpoint.priceVersion ? toPriceDto(endpoint.priceVersion) : null,
    };
  }
}

function toPriceDto({ version, components, source, sourceDate, effectiveFrom }: PriceVersion): PriceDto {
  return {
    version,
    source,
    sourceDate,
    effectiveFrom: effectiveFrom.toISOString(),
    components: components.map(({ unit, nanoUsdPerMillion, condition }) => ({ unit, nanoUsdPerMillion, ...condition })),
  };
}

function listPrice(endpoint: CatalogueEndpoint | undefined, unit: string): string | null {
  const component = endpoint?.priceVersion?.components.find((one) => one.unit === unit && !one.condition);
  return component?.nanoUsdPerMillion ?? null;
}

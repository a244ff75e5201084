import { Controller, Get, Param } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { ApiKeyAccess } from '../api-keys/api-key.guard';
import { Availability } from '../catalog/availability';
import { CatalogService, type CatalogueModel } from '../catalog/catalog.service';
import { type PriceUnit } from '../pricing/price';
import { AppError } from '../errors/app-error';
import { ListedModelDto, ListedModelsDto } from './models.dto';

/** The models for programs, in OpenAI's shape: those that can be called, under the names to call them by. */
@ApiTags('Models')
@Controller('v1/models')
@ApiKeyAccess()
export class ModelsController {
  constructor(
    private readonly catalog: CatalogService,
    private readonly availability: Availability,
  ) {}

  /** Lists the models that can be called now. */
  @Get()
  list(): ListedModelsDto {
    const callable = Array.from(this.catalog.all()).filter((model) => this.availability.canServe(model));
    return { object: 'list', data: callable.map(toListed) };
  }

  /** One model, by its id. */
  @Get(':author/:slug')
  get(@Param('author') author: string, @Param('slug') slug: string): ListedModelDto {
    return this.find(`${author}/${slug}`);
  }

  /** One model, by a bare name or an alias, as OpenAI's own SDK asks for it. */
  @Get(':name')
  getByName(@Param('name') name: string): ListedModelDto {
    return this.find(name);
  }

  private find(name: string): ListedModelDto {
    const model = this.catalog.resolve(name);
    if (model && this.availability.canServe(model)) return toListed(model);
    throw new AppError(
      'model_not_found',
      `There is no model "${name.slice(0, 100)}" that can be called. GET /v1/models lists those there are.`,
      {
        param: 'model',
      },
    );
  }
}

function toListed({ id, author, name, facts, endpoints }: CatalogueModel): ListedModelDto {
  const priceOf = (unit: PriceUnit): string | undefined => {
    const components = endpoints.find(({ priceVersion }) => priceVersion)?.priceVersion?.components;
    const component = components?.find((one) => one.unit === unit && !one.condition);
    return component && perToken(component.nanoUsdPerMillion);
  };
  const [prompt, completion] = [priceOf('inputTokens'), priceOf('outputTokens')];
  return {
    id,
    object: 'model',
    created: Math.floor((Date.parse(facts.releaseDate ?? '') || 0) / 1000),
    owned_by: author,
    name,
    context_length: facts.contextTokens ?? null,
    pricing: prompt === undefined ? null : { prompt, completion: completion ?? '0' },
  };
}

/** Nano-USD per million tokens as decimal USD per token, exactly: the point moves by 15 digits. */
function perToken(nanoUsdPerMillion: string): string {
  const digits = nanoUsdPerMillion.padStart(16, '0');
  return `${digits.slice(0, -15)}.${digits.slice(-15)}`.replace(/\.?0+$/, '');
}

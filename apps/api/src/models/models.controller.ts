import { Controller, Get, Param, Query, Req } from '@nestjs/common';
import { ApiExtraModels, ApiOkResponse, ApiQuery, ApiTags, getSchemaPath } from '@nestjs/swagger';
import { type IncomingMessage } from 'node:http';
import { ApiKeyAccess } from '../api-keys/api-key.guard';
import { ProviderList } from '../catalog/provider-list';
import { dialectOf } from '../errors/path-dialect';
import { AnthropicModelDto, AnthropicModelsDto } from './anthropic-model.dto';
import { anthropicPage, toAnthropicModel } from './anthropic-models';
import { CallableModels } from './callable-models';
import { toListedModel, toModelEndpoints } from './listed-model';
import { ListedModelDto, ListedModelsDto, ModelEndpointsReplyDto } from './listed-model.dto';

const eitherShape = (
  openAi: typeof ListedModelDto | typeof ListedModelsDto,
  anthropic: typeof AnthropicModelDto | typeof AnthropicModelsDto,
) => ApiOkResponse({ schema: { oneOf: [{ $ref: getSchemaPath(openAi) }, { $ref: getSchemaPath(anthropic) }] } });

/**
 * The models for programs: those that can be called, under the names to call them by. In OpenAI's shape with OpenRouter's fields, or in
 * Anthropic's for its SDK, which asks at the same paths and says its version.
 */
@ApiTags('Models')
@ApiExtraModels(ListedModelDto, ListedModelsDto, AnthropicModelDto, AnthropicModelsDto)
@Controller('v1/models')
@ApiKeyAccess()
export class ModelsController {
  constructor(
    private readonly models: CallableModels,
    private readonly providers: ProviderList,
  ) {}

  /** Lists the models that can be called now: page by page in Anthropic's shape, else all at once unless `limit` says less. */
  @Get()
  @ApiQuery({ name: 'limit', required: false, type: Number })
  @ApiQuery({ name: 'offset', required: false, type: Number, description: 'In OpenAI’s shape: how many to leave out.' })
  @ApiQuery({ name: 'after_id', required: false, description: 'In Anthropic’s shape: the page behind this model.' })
  @ApiQuery({ name: 'before_id', required: false, description: 'In Anthropic’s shape: the page before this model.' })
  @eitherShape(ListedModelsDto, AnthropicModelsDto)
  list(@Req() request: IncomingMessage, @Query() query: Record<string, string>): ListedModelsDto | AnthropicModelsDto {
    const all = this.models.all();
    if (asksAsAnthropic(request)) return anthropicPage(all, query);
    const offset = countOf(query['offset']) ?? 0;
    const limit = countOf(query['limit']) ?? all.length;
    const page = all.slice(offset, offset + limit);
    const next = offset + limit < all.length ? `/api/v1/models?offset=${offset + limit}&limit=${limit}` : null;
    return { object: 'list', data: page.map(toListedModel), links: { next }, total_count: all.length };
  }

  /** One model, by its id. */
  @Get(':author/:slug')
  @eitherShape(ListedModelDto, AnthropicModelDto)
  get(
    @Req() request: IncomingMessage,
    @Param('author') author: string,
    @Param('slug') slug: string,
  ): ListedModelDto | AnthropicModelDto {
    return this.show(request, `${author}/${slug}`);
  }

  /** One model, by a bare name or an alias, as the vendors' own SDKs ask for it. */
  @Get(':name')
  @eitherShape(ListedModelDto, AnthropicModelDto)
  getByName(@Req() request: IncomingMessage, @Param('name') name: string): ListedModelDto | AnthropicModelDto {
    return this.show(request, name);
  }

  /** The endpoints of a model that can be called now, in the order in which they are tried, in OpenRouter's shape. */
  @Get(':author/:slug/endpoints')
  listEndpoints(@Param('author') author: string, @Param('slug') slug: string): ModelEndpointsReplyDto {
    const model = this.models.find(`${author}/${slug}`);
    return { data: toModelEndpoints(model, (id) => this.providers.find(id)?.provider.name ?? id) };
  }

  private show(request: IncomingMessage, name: string): ListedModelDto | AnthropicModelDto {
    const model = this.models.find(name);
    return asksAsAnthropic(request) ? toAnthropicModel(model) : toListedModel(model);
  }
}

function asksAsAnthropic(request: IncomingMessage): boolean {
  return dialectOf(request).id === 'anthropic-messages';
}

/** A count in a query; what is none says nothing, as unknown parameters do. */
function countOf(value: string | undefined): number | undefined {
  return value !== undefined && /^\d{1,9}$/.test(value) ? Number(value) : undefined;
}

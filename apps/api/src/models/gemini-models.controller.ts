import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { ApiKeyAccess } from '../api-keys/api-key.guard';
import { AppError } from '../errors/app-error';
import { CallableModels } from './callable-models';
import { GeminiModelDto, GeminiModelsDto } from './gemini-model.dto';
import { geminiPage, toGeminiModel } from './gemini-models';

/** The models for programs that speak Gemini's API. */
@ApiTags('Models')
@Controller('v1beta/models')
@ApiKeyAccess()
export class GeminiModelsController {
  constructor(private readonly models: CallableModels) {}

  /** Lists the models that can be called on Gemini's paths now. */
  @Get()
  @ApiQuery({ name: 'pageSize', required: false, type: Number })
  @ApiQuery({ name: 'pageToken', required: false })
  list(@Query('pageSize') pageSize?: string, @Query('pageToken') pageToken?: string): GeminiModelsDto {
    return geminiPage(this.models.all(), { pageSize, pageToken });
  }

  /** One model, by its id, a bare name or an alias. */
  @Get('*model')
  @ApiParam({ name: 'model', example: 'google/gemini-3.5-flash' })
  get(@Param('model') segments: string[]): GeminiModelDto {
    const name = segments.join('/');
    const model = toGeminiModel(this.models.find(name));
    if (model) return model;
    throw new AppError('model_not_found', `"${name.slice(0, 100)}" cannot be called on Gemini's paths.`, {
      param: 'model',
    });
  }
}

import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module';
import { CatalogModule } from '../catalog/catalog.module';
import { CallableModels } from './callable-models';
import { GeminiModelsController } from './gemini-models.controller';
import { ModelsController } from './models.controller';

@Module({
  imports: [ApiKeysModule, CatalogModule],
  controllers: [ModelsController, GeminiModelsController],
  providers: [CallableModels],
})
export class ModelsModule {}

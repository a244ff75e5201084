import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module';
import { CatalogModule } from '../catalog/catalog.module';
import { TokensModule } from '../tokens/tokens.module';
import { UsageModule } from '../usage/usage.module';
import { CompletionsService } from './completions.service';
import { CountTokensController, GeminiCountTokensController } from './count-tokens.controller';
import { CountTokensService } from './count-tokens.service';
import { Egress } from './egress';
import { EmbeddingsOperations } from './embeddings';
import { EmbeddingsController, GeminiEmbeddingsController } from './embeddings.controller';
import { GenerateContentController } from './generate-content.controller';
import { MediaFetcher } from './media/media-fetcher';
import { PassThroughController } from './pass-through/pass-through.controller';
import { ProviderConnections } from './provider-connections';
import { ProxyController } from './proxy.controller';
import { Router } from './router';
import { TenantMarks } from './tenant-marks';

@Module({
  imports: [ApiKeysModule, CatalogModule, TokensModule, UsageModule],
  controllers: [
    ProxyController,
    GenerateContentController,
    EmbeddingsController,
    GeminiEmbeddingsController,
    CountTokensController,
    GeminiCountTokensController,
    PassThroughController,
  ],
  providers: [
    CompletionsService,
    CountTokensService,
    EmbeddingsOperations,
    Router,
    Egress,
    TenantMarks,
    MediaFetcher,
    ProviderConnections,
  ],
})
export class ProxyModule {}

import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module';
import { CatalogModule } from '../catalog/catalog.module';
import { TokensModule } from '../tokens/tokens.module';
import { UsageModule } from '../usage/usage.module';
import { CompletionsService } from './completions.service';
import { CountTokensService } from './count-tokens.service';
import { Egress } from './egress';
import { EmbeddingsOperations } from './embeddings';
import { GATEWAY_CONTROLLERS } from './front-door';
import { MediaFetcher } from './media/media-fetcher';
import { ProviderConnections } from './provider-connections';
import { Router } from './router';
import { TenantMarks } from './tenant-marks';

@Module({
  imports: [ApiKeysModule, CatalogModule, TokensModule, UsageModule],
  controllers: [...GATEWAY_CONTROLLERS],
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

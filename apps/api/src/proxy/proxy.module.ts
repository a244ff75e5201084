import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module';
import { CatalogModule } from '../catalog/catalog.module';
import { TokensModule } from '../tokens/tokens.module';
import { UsageModule } from '../usage/usage.module';
import { CompletionsService } from './completions.service';
import { Egress } from './egress';
import { ModelsController } from './models.controller';
import { connectionProviders } from './provider-connections';
import { ProxyController } from './proxy.controller';
import { Router } from './router';

@Module({
  imports: [ApiKeysModule, CatalogModule, TokensModule, UsageModule],
  controllers: [ProxyController, ModelsController],
  providers: [CompletionsService, Router, Egress, ...connectionProviders],
})
export class ProxyModule {}

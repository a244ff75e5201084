import { Module } from '@nestjs/common';
import { ApiKeysModule } from '../api-keys/api-keys.module';
import { CatalogModule } from '../catalog/catalog.module';
import { UsageModule } from '../usage/usage.module';
import { CompletionsService } from './completions.service';
import { Egress } from './egress';
import { GenerateContentController } from './generate-content.controller';
import { ModelsController } from './models.controller';
import { ProviderConnections } from './provider-connections';
import { ProxyController } from './proxy.controller';
import { Router } from './router';
import { TenantMarks } from './tenant-marks';

@Module({
  imports: [ApiKeysModule, CatalogModule, UsageModule],
  controllers: [ProxyController, GenerateContentController, ModelsController],
  providers: [CompletionsService, Router, Egress, TenantMarks, ProviderConnections],
})
export class ProxyModule {}

import { Module } from '@nestjs/common';
import { Availability } from './availability';
import { CatalogController } from './catalog.controller';
import { CatalogService } from './catalog.service';
import { ProviderList } from './provider-list';

@Module({
  controllers: [CatalogController],
  providers: [CatalogService, Availability, ProviderList],
  exports: [CatalogService, Availability, ProviderList],
})
export class CatalogModule {}

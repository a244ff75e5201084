import { Module } from '@nestjs/common';
import { Availability } from './availability';
import { CatalogController } from './catalog.controller';
import { CatalogService } from './catalog.service';

@Module({
  controllers: [CatalogController],
  providers: [CatalogService, Availability],
  exports: [CatalogService, Availability],
})
export class CatalogModule {}

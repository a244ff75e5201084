import { type DynamicModule, Module } from '@nestjs/common';
import { APP_FILTER, APP_GUARD } from '@nestjs/core';
import { ApiKeysModule } from './api-keys/api-keys.module';
import { AccessGuard } from './auth/access.guard';
import { CatalogModule } from './catalog/catalog.module';
import { type Config } from './config/config';
import { ConfigModule } from './config/config.module';
import { DatabaseModule } from './database/database.module';
import { ErrorFilter } from './errors/error-filter';
import { HealthModule } from './health/health.module';
import { ModelsModule } from './models/models.module';
import { ProxyModule } from './proxy/proxy.module';
import { StatefulPathsModule } from './stateful-paths/stateful-paths.module';
import { UsageModule } from './usage/usage.module';

/** The list of domains. */
@Module({})
export class AppModule {
  static with(config: Config, databaseUrl: string): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config),
        DatabaseModule.at(databaseUrl),
        HealthModule,
        ApiKeysModule,
        CatalogModule,
        ModelsModule,
        UsageModule,
        ProxyModule,
        StatefulPathsModule,
      ],
      providers: [
        { provide: APP_GUARD, useClass: AccessGuard },
        ErrorFilter,
        { provide: APP_FILTER, useExisting: ErrorFilter },
      ],
    };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { ChangeFeed } from './change-feed';
import { dataSourceOptions } from './data-source';
import { DATABASE_URL } from './database-url';
import { TenantDatabase } from './tenant-database';

/** Far beyond what any statement of a request takes. */
const QUERY_TIMEOUT_MS = 5_000;

/** Connects as the API's restricted role; migrations have run before. */
@Module({})
export class DatabaseModule {
  static at(appUrl: string): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [
        TypeOrmModule.forRoot({
          ...dataSourceOptions(appUrl),
          retryAttempts: 0,
          // node-postgres waits for ever by default: a server that answers nothing must be trouble, not silence.
          extra: { query_timeout: QUERY_TIMEOUT_MS },
        }),
      ],
      providers: [TenantDatabase, ChangeFeed, { provide: DATABASE_URL, useValue: appUrl }],
      exports: [TenantDatabase, ChangeFeed, DATABASE_URL],
    };
  }
}

import { type DynamicModule, Module } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { dataSourceOptions } from './data-source';
import { TenantDatabase } from './tenant-database';

/** Connects as the API's restricted role; migrations have run before. */
@Module({})
export class DatabaseModule {
  static at(appUrl: string): DynamicModule {
    return {
      module: DatabaseModule,
      global: true,
      imports: [TypeOrmModule.forRoot({ ...dataSourceOptions(appUrl), retryAttempts: 0 })],
      providers: [TenantDatabase, { provide: DATABASE_URL, useValue: appUrl }],
      exports: [TenantDatabase, TypeOrmModule, DATABASE_URL],
    };
  }
}

/** Injection token of the URL as which the API connects; for connections outside of the pool. */
export const DATABASE_URL = Symbol('DATABASE_URL');

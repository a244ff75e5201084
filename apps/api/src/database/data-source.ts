import { type PostgresDataSourceOptions } from 'typeorm/driver/postgres/PostgresDataSourceOptions.js';
import { ApiKey } from '../api-keys/api-key.entity';
import { User } from '../auth/user.entity';
import { CatalogImport } from '../catalog/catalog-import.entity';
import { ModelEndpoint } from '../catalog/model-endpoint.entity';
import { Model } from '../catalog/model.entity';
import { Price } from '../catalog/price.entity';
import { Organization } from '../organizations/organization.entity';
import { Project } from '../organizations/project.entity';
import { UsageRow } from '../usage/usage.entity';
import { OrganizationsAndKeys1764000000000 } from './migrations/1764000000000-organizations-and-keys';
import { Catalog1764000001000 } from './migrations/1764000001000-catalog';
import { Usage1764000002000 } from './migrations/1764000002000-usage';
import { StrictKeys1764000003000 } from './migrations/1764000003000-strict-keys';
import { UsageItems1764000005000 } from './migrations/1764000005000-usage-items';

/**
 * One list of entities and migrations for the API, the migrations and the tests. The schema comes from migrations alone
 * (never `synchronize`); a test holds entities and migrations together.
 */
export function dataSourceOptions(url: string): PostgresDataSourceOptions {
  return {
    type: 'postgres',
    url,
    entities: [User, Organization, Project, ApiKey, Model, ModelEndpoint, Price, CatalogImport, UsageRow],
    migrations: [
      OrganizationsAndKeys1764000000000,
      Catalog1764000001000,
      Usage1764000002000,
      StrictKeys1764000003000,
      UsageItems1764000005000,
    ],
    migrationsTransactionMode: 'each',
    synchronize: false,
    installExtensions: false,
    poolSize: 10,
    connectTimeoutMS: 10_000,
    applicationName: 'nuvra',
  };
}

import { type FactoryProvider } from '@nestjs/common';
import { providers } from '@nuvra/providers';
import { CONFIG, type Config } from '../config/config';
import { ProviderConnection } from './provider-connection';

/** Injection token of all connections, a Map by provider id. */
export const CONNECTIONS = Symbol('CONNECTIONS');

const tokenOf = (id: string): string => `provider:${id}`;

/** One injectable connection for each provider there is, and the map of them all. */
export const connectionProviders: FactoryProvider[] = [
  ...providers.map((provider) => ({
    provide: tokenOf(provider.id),
    inject: [CONFIG],
    useFactory: (config: Config) => new ProviderConnection(provider, config.providers[provider.id]!),
  })),
  {
    provide: CONNECTIONS,
    inject: providers.map(({ id }) => tokenOf(id)),
    useFactory: (...connections: ProviderConnection[]) =>
      new Map(connections.map((connection) => [connection.provider.id, connection])),
  },
];

import { Inject, Injectable, Logger } from '@nestjs/common';
import { type CallableProvider, callableProviders } from './callable-provider';
import { CONFIG, type Config } from '../config/config';

/**
 * Every provider that can be called: those that ship with Nuvra, by the environment, and the operator's own, by `catalog.overrides.json`.
 * The latter change while we run.
 */
@Injectable()
export class ProviderList {
  private readonly logger = new Logger('Providers');
  private readonly shipped: ReadonlyMap<string, CallableProvider>;
  private own: ReadonlyMap<string, CallableProvider> = new Map();

  constructor(@Inject(CONFIG) private readonly config: Config) {
    this.shipped = byId(callableProviders(config));
  }

  /** The provider of that id. The same object until something of it changes. */
  find(id: string): CallableProvider | undefined {
    return this.shipped.get(id) ?? this.own.get(id);
  }

  /** Takes up the operator's own providers, in place of those of before. */
  takeUp(own: readonly CallableProvider[]): void {
    if (this.config.demo && own.length > 0) {
      // Everything that answers in demo mode is said to be a demo.
      this.logger.warn(`Start Nuvra again to leave demo mode: ${own.map(({ provider }) => provider.name).join(', ')}`);
      return;
    }
    this.own = byId(own);
  }
}

function byId(providers: readonly CallableProvider[]): ReadonlyMap<string, CallableProvider> {
  return new Map(providers.map((callable) => [callable.provider.id, callable]));
}

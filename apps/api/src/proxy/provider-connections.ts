import { Injectable } from '@nestjs/common';
import { type CallableProvider } from '../catalog/callable-provider';
import { ProviderList } from '../catalog/provider-list';
import { ProviderConnection } from './provider-connection';

/** The connections to the providers that can be called, each made when it is first asked for. */
@Injectable()
export class ProviderConnections {
  private readonly made = new WeakMap<CallableProvider, ProviderConnection>();

  constructor(private readonly providers: ProviderList) {}

  /** Undefined for a provider that cannot be called; a new one where its address or key has changed. */
  get(id: string): ProviderConnection | undefined {
    const callable = this.providers.find(id);
    if (!callable) return undefined;
    let connection = this.made.get(callable);
    if (!connection) this.made.set(callable, (connection = new ProviderConnection(callable)));
    return connection;
  }
}

import { customProvider } from '@nuvra/providers';
import { describe, expect, it } from 'vitest';
import { type CallableProvider } from '../catalog/callable-provider';
import { ProviderList } from '../catalog/provider-list';
import { parseConfig, withDemoVendors } from '../config/config';
import { ProviderConnections } from './provider-connections';

const inHouse = (baseUrl: string, apiKey?: string): CallableProvider => ({
  provider: customProvider({ id: 'in-house', name: 'In-house', baseUrl, headers: { 'x-team': 'ml' } }),
  baseUrl,
  apiKey,
  keyAt: 'IN_HOUSE_API_KEY',
});

describe('connections', () => {
  const list = new ProviderList(parseConfig({ OPENAI_API_KEY: 'k' }));
  const connections = new ProviderConnections(list);

  it('reach what the environment configures, and nothing else', () => {
    expect(connections.get('openai')).toMatchObject({ origin: 'https://api.openai.com', keyAt: 'OPENAI_API_KEY' });
    expect(connections.get('anthropic')).toBeUndefined();
    expect(connections.get('nowhere')).toBeUndefined();
  });

  it('reach an operator’s own provider from when it is taken up until it is gone', () => {
    expect(connections.get('in-house')).toBeUndefined();
    list.takeUp([inHouse('http://10.0.0.5:8000/v1')]);
    const first = connections.get('in-house');
    expect(connections.get('in-house')).toBe(first);
    list.takeUp([inHouse('http://10.0.0.6:8000/v1')]);
    expect(connections.get('in-house')).toMatchObject({ origin: 'http://10.0.0.6:8000' });
    list.takeUp([]);
    expect(connections.get('in-house')).toBeUndefined();
  });

  it('say who we are only where there is a key', () => {
    list.takeUp([inHouse('http://10.0.0.5:8000/v1')]);
    const { headers, path } = connections.get('in-house')!.request('/chat/completions', '{}');
    expect(path).toBe('/v1/chat/completions');
    expect(headers).toMatchObject({ 'x-team': 'ml', 'content-type': 'application/json' });
    expect(headers).not.toHaveProperty('authorization');
    list.takeUp([inHouse('http://10.0.0.5:8000/v1', 'the-key')]);
    expect(connections.get('in-house')!.request('/', '').headers).toMatchObject({ authorization: 'Bearer the-key' });
  });

  it('in demo mode reach stand-ins alone', () => {
    const demo = new ProviderList(withDemoVendors(parseConfig({}), { openai: 'http://127.0.0.1:1/openai/v1' }));
    demo.takeUp([inHouse('http://10.0.0.5:8000/v1')]);
    expect(demo.find('openai')?.baseUrl).toBe('http://127.0.0.1:1/openai/v1');
    expect(demo.find('in-house')).toBeUndefined();
  });
});

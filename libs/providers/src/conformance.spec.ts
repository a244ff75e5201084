import { type Dialect, type DialectId, type ReplyEvent } from '@nuvra/dialects';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { conformanceDocument } from '../../../tools/conformance/document';
import { type ProviderExamples } from './conformance/examples';
import { holds, readJson, readStream } from './conformance/read';
import { REPLY_FEATURES } from './conformance/replies';
import { PLAIN, REQUEST_FEATURES, type RequestFeature } from './conformance/requests';
import { type Outcome, type Result } from './conformance/results';
import { modelOf, send } from './conformance/send';
import { customProvider } from './custom/custom';
import { type Provider, type ProviderApi } from './provider';
import { providers } from './providers';

/*
 * The suite that every provider runs, in each of its APIs. What it finds is written to `dist/conformance.json`, and shown by
 * `docs/conformance.md`.
 */

const ROOT = resolve(import.meta.dirname, '../../..');
const RESULTS_FILE = resolve(ROOT, 'dist/conformance.json');
const DOCUMENT = resolve(ROOT, 'docs/conformance.md');

const results: Result[] = [];
/** Those that ship, and one such as operators add. */
const everyone = [
  ...providers,
  customProvider({
    id: 'custom',
    name: 'Any OpenAI-compatible endpoint',
    baseUrl: 'http://10.0.0.5:8000/v1',
    dialects: ['openai-chat', 'openai-responses'],
  }),
];
const apis = everyone.flatMap((provider) => provider.apis.map((api) => ({ provider, api })));
const clients = [...new Set(apis.map(({ api }) => api.dialect))];
const examples = new Map<string, ProviderExamples>();
for (const { id } of everyone) {
  const file = `./${id}/${id}.examples.ts`;
  if (!existsSync(resolve(import.meta.dirname, file))) continue;
  examples.set(id, ((await import(file)) as { examples: ProviderExamples }).examples);
}

afterAll(() => {
  mkdirSync(dirname(RESULTS_FILE), { recursive: true });
  writeFileSync(RESULTS_FILE, `${JSON.stringify(conformance(), null, 1)}\n`);
});

describe.each(apis.map(({ provider, api }) => [provider.name, api.dialect.id, provider, api] as const))(
  '%s by %s',
  (_name, _id, provider, api) => {
    for (const client of clients.filter((client) => isAnswered(client, provider, api))) {
      describe(`a client of ${client.id}`, () => {
        it.each(REQUEST_FEATURES)('gets $name carried, or is told', (feature) => {
          note({ provider, api, client: client.id, feature: feature.name }, () =>
            outcomeOfRequest(feature, client, provider, api),
          );
        });
      });
    }

    it.each(REPLY_FEATURES)('is read: $name, as JSON and as a stream', (feature) => {
      note({ provider, api, feature: feature.name }, () => {
        const { id } = api.dialect;
        expectEvents(readJson(api.dialect, feature.json[id]), feature.says);
        expectEvents(readStream(api.dialect, feature.stream[id]), feature.says);
        return 'carried';
      });
    });

    it('is read: a refusal, which says what kind it is', () => {
      note({ provider, api, feature: 'errors' }, () => {
        const { dialect } = api;
        expect(dialect.readFailure(401, '', {}).kind).toBe('authentication');
        expect(dialect.readFailure(429, '', { 'retry-after': '7' })).toMatchObject({
          kind: 'rate-limit',
          retryAfterSeconds: 7,
        });
        expect(dialect.readFailure(503, '<html>', {}).kind).toBe('overloaded');
        return 'carried';
      });
    });

    it('adapts a request without changing the one it was given', () => {
      const body = { ...PLAIN[api.dialect.id], model: 'm', stop: ['a', 'b'], seed: 1, reasoning: { effort: 'low' } };
      const before = structuredClone(body);
      const { book } = send(api.dialect, body, api, modelOf(provider));
      expect(body).toEqual(before);
      // Paths begin with a field that the body has.
      for (const { path } of book.lines) expect(Object.keys(before)).toContain(path.split(/[.[]/)[0]);
    });
  },
);

describe.each(everyone.map((provider) => [provider.name, provider] as const))(
  '%s, in particular,',
  (_name, provider) => {
    const { requests = [], replies = [], failures = [] } = examples.get(provider.id) ?? {};
    const apiOf = (id: DialectId = provider.apis[0].dialect.id) =>
      provider.apis.find(({ dialect }) => dialect.id === id) ?? expect.fail(`it does not speak ${id}`);

    for (const { it: promise, api: id, body, sent, told = [], model = modelOf(provider) } of requests) {
      it(promise, () => {
        const api = apiOf(id);
        const made = send(api.dialect, body, api, model);
        const { model: _model, ...rest } = made.body;
        expect(rest).toEqual(sent);
        expect(made.book.lines.map(({ outcome, path }) => `${outcome} ${path}`).sort()).toEqual([...told].sort());
      });
    }

    for (const { it: promise, api: id, json, stream, says } of replies) {
      it(promise, () => {
        const { dialect } = apiOf(id);
        if (json) expectEvents(readJson(dialect, json), says);
        if (stream) expectEvents(readStream(dialect, stream), says);
      });
    }

    for (const { it: promise, api: id, status, body, headers = {}, says } of failures) {
      it(promise, () => {
        expect(apiOf(id).dialect.readFailure(status, body, headers)).toMatchObject(says);
      });
    }

    it('takes its key in a header, at an address without one', () => {
      const headers = provider.headers('the-key');
      expect(Object.values(headers).some((value) => value.includes('the-key'))).toBe(true);
      for (const name of Object.keys(headers)) expect(name).toBe(name.toLowerCase());
      if (provider.keyOptional) expect(JSON.stringify(provider.headers(''))).not.toMatch(/bearer|key/i);
      for (const path of pathsOf(provider)) expect(path).toMatch(/^\/[^\s]*[^/\s]$/);
      // URLs are logged.
      expect(pathsOf(provider).join()).not.toContain('key');
    });

    it('is reached over https, unless its operator runs it', () => {
      const address = provider.baseUrl ?? provider.exampleBaseUrl ?? expect.fail('it has no address');
      expect(address).toMatch(provider.keyOptional ? /^https?:\/\// : /^https:\/\//);
      expect(address).not.toMatch(/\/$/);
    });
  },
);

describe('docs/conformance.md', () => {
  it('shows what this suite finds', async () => {
    const committed = existsSync(DOCUMENT) ? readFileSync(DOCUMENT, 'utf8') : '';
    expect(committed === (await conformanceDocument(conformance())), 'run "npm run conformance" and commit it').toBe(
      true,
    );
  });
});

function outcomeOfRequest(feature: RequestFeature, client: Dialect, provider: Provider, api: ProviderApi): Outcome {
  const asked = feature.asked[client.id];
  if (asked === undefined) return 'unknown';
  const model = modelOf(provider);
  const usual = send(client, PLAIN[client.id], api, model).book.lines.map(({ path, why }) => `${path} ${why}`);
  const { body, book } = send(client, { ...PLAIN[client.id], ...asked }, api, model);
  const losses = book.lines.filter(
    ({ outcome, path, why }) => outcome !== 'mapped' && !usual.includes(`${path} ${why}`),
  );
  const isThere = feature.mark.test(api.path(model, asked['stream'] === true) + JSON.stringify(body));
  // Lossless or loud: what is not there was told.
  expect(isThere || losses.length > 0, `${JSON.stringify(body)}`).toBe(true);
  for (const { path, why } of losses) expect(why, path).toMatch(/\w/);
  if (!isThere && losses.some(({ outcome }) => outcome === 'dropped')) return 'dropped';
  return losses.length > 0 ? 'approximated' : 'carried';
}

/** Whether the gateway would speak to the provider so, for this client: in its own dialect where it can. */
function isAnswered(client: Dialect, { apis }: Provider, api: ProviderApi): boolean {
  const own = apis.find(({ dialect }) => dialect.id === client.id);
  return own ? own === api : api === (apis.find(({ keepsReasoning }) => keepsReasoning) ?? apis[0]);
}

function expectEvents(events: readonly ReplyEvent[], wanted: readonly ReplyEvent[]): void {
  for (const event of wanted) {
    expect(
      events.some((read) => holds(read, event)),
      `${JSON.stringify(event)} in ${JSON.stringify(events)}`,
    ).toBe(true);
  }
  expect(events.filter(({ type }) => type === 'failure')).toEqual(wanted.filter(({ type }) => type === 'failure'));
}

function pathsOf({ apis, passThroughPaths = {} }: Provider): string[] {
  const completions = apis.flatMap((api) => [api.path('a/model b', false), api.path('a/model b', true)]);
  return [...completions, ...Object.values(passThroughPaths)];
}

/** Keeps what a test found; one that fails leaves `broken`. */
function note(
  { provider, api, client, feature }: { provider: Provider; api: ProviderApi; client?: DialectId; feature: string },
  find: () => Outcome,
): void {
  const result = { provider: provider.id, api: api.dialect.id, client, feature };
  const at = results.push({ ...result, outcome: 'broken' }) - 1;
  results[at] = { ...result, outcome: find() };
}

function conformance() {
  return { results, names: Object.fromEntries(everyone.map(({ id, name }) => [id, name])) };
}

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { recordingName, type RecordedUpstream, startRecordedUpstream } from './support/recorded-upstream';
import { openAiReplies } from './support/vendor-replies';

const KEY = 'in-house-key-0123456789';
const REPLY = openAiReplies.reply({ prompt_tokens: 100, completion_tokens: 10, total_tokens: 110 });
let upstream: RecordedUpstream;
let nuvra: Nuvra;

/** The file with one provider, at the stand-in's address, and one model of it. */
function overrides(entry: object): object {
  const endpoint = { provider: 'in-house', upstreamModel: 'llm', price: { input: '1', output: '2' } };
  return {
    providers: [{ id: 'in-house', name: 'Our vLLM', baseUrl: upstream.environment['OPENAI_BASE_URL'], ...entry }],
    models: [{ id: 'acme/llm', endpoints: [endpoint] }],
  };
}

beforeAll(async () => {
  upstream = await startRecordedUpstream([REPLY]);
  nuvra = await startNuvra({
    environment: { OPENAI_API_KEY: 'unused-key-0123456789', IN_HOUSE_API_KEY: KEY },
    overrides: { models: [] },
  });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.stop();
});

async function ask(fields: object = {}) {
  const reply = await fetch(`${nuvra.url}/v1/chat/completions`, {
    method: 'POST',
    headers: { authorization: `Bearer ${nuvra.apiKey}`, 'content-type': 'application/json' },
    body: JSON.stringify({ model: 'acme/llm', messages: [{ role: 'user', content: recordingName(0) }], ...fields }),
  });
  const { usage } = (await reply.json()) as { usage?: { cost: unknown } };
  return { status: reply.status, cost: usage?.cost, translation: reply.headers.get('x-nuvra-translation') };
}

function write(file: object): void {
  writeFileSync(join(nuvra.dataDirectory, 'catalog.overrides.json'), JSON.stringify(file));
}

describe('an operator’s own provider', () => {
  it('is called within seconds of being written down, with its key, and what it does is billed', async () => {
    expect(await ask()).toMatchObject({ status: 404 });
    write(overrides({ apiKeyVariable: 'IN_HOUSE_API_KEY', headers: { 'x-team': 'ml' }, unsupportedFields: ['seed'] }));
    await vi.waitFor(async () => expect(await ask({ seed: 1 })).toMatchObject({ status: 200, cost: 0.00012 }), {
      timeout: 20_000,
      interval: 200,
    });
    const { headers, body } = upstream.received(0);
    expect(headers).toMatchObject({ authorization: `Bearer ${KEY}`, 'x-team': 'ml' });
    expect(body).toMatchObject({ model: 'llm' });
    expect(body).not.toHaveProperty('seed');
  });

  it('that refuses a field is sent none, and the client is told', async () => {
    expect((await ask({ seed: 1 })).translation).toContain('seed');
  });

  it('that is written down wrongly changes nothing', async () => {
    write(overrides({ baseUrl: 'not-an-address' }));
    await vi.waitFor(() => expect(nuvra.output()).toContain('providers[0].baseUrl: must be an http or https URL'), {
      timeout: 20_000,
      interval: 200,
    });
    expect(await ask()).toMatchObject({ status: 200 });
  });
});

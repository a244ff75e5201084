import { afterAll, beforeAll, describe, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { LOOP_CLIENTS } from './support/tool-loop/loop-clients';
import { runLoop } from './support/tool-loop/run-loop';
import { startVerifyingUpstream, type VerifyingUpstream } from './support/tool-loop/verifying-upstream';

/** A model of each vendor that proves its reasoning, as an operator would add it: reached in one dialect alone. */
const MODELS = [
  { id: 'loop/claude', provider: 'anthropic', upstreamModel: 'claude-sonnet-5' },
  { id: 'loop/gpt', provider: 'openai', upstreamModel: 'gpt-5.4', dialect: 'openai-responses' },
  { id: 'loop/gemini', provider: 'gemini', upstreamModel: 'gemini-3-flash-preview' },
  { id: 'loop/deepseek', provider: 'deepseek', upstreamModel: 'deepseek-v4-flash', dialect: 'openai-chat' },
  { id: 'loop/router-claude', provider: 'openrouter', upstreamModel: 'anthropic/claude-sonnet-5' },
  { id: 'loop/router-gpt', provider: 'openrouter', upstreamModel: 'openai/gpt-5.4' },
  { id: 'loop/router-gemini', provider: 'openrouter', upstreamModel: 'google/gemini-3-flash-preview' },
];

let upstream: VerifyingUpstream;
let nuvra: Nuvra;

beforeAll(async () => {
  upstream = await startVerifyingUpstream();
  const { origin } = upstream;
  nuvra = await startNuvra({
    environment: {
      ANTHROPIC_API_KEY: 'key',
      ANTHROPIC_BASE_URL: origin,
      OPENAI_API_KEY: 'key',
      OPENAI_BASE_URL: `${origin}/v1`,
      GEMINI_API_KEY: 'key',
      GEMINI_BASE_URL: origin,
      DEEPSEEK_API_KEY: 'key',
      DEEPSEEK_BASE_URL: `${origin}/deepseek`,
      OPENROUTER_API_KEY: 'key',
      OPENROUTER_BASE_URL: `${origin}/openrouter/api/v1`,
    },
    overrides: {
      models: MODELS.map(({ id, ...endpoint }) => ({
        id,
        capabilities: { tools: true, reasoning: true, structuredOutput: true },
        endpoints: [{ ...endpoint, price: { input: '1', output: '2' } }],
      })),
    },
  });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.close();
});

/*
 * The agent's case: ten turns with thoughts and tools, by an SDK that knows nothing of the vendor behind it, against a vendor that refuses a
 * history of which a byte has changed.
 */
describe.each(LOOP_CLIENTS)('a client of %s', (_dialect, open) => {
  describe.each(MODELS)('with $id', ({ id }) => {
    it.each([false, true])('brings every proof back unchanged for ten turns, streaming: %s', async (stream) => {
      const client = open({ url: nuvra.url, apiKey: nuvra.apiKey!, model: id, stream });
      await runLoop(client, upstream, `${open.name}-${id.replace('/', '-')}-${stream}`);
    });
  });
});

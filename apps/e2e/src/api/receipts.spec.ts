import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { generation } from './support/chat';
import { ask, CLIENTS, type ClientDialect, environmentOf, hello, MODELS } from './support/hello-vendor';
import { json, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';

/** What a translation changed or lost is told: in short with the reply, in full on request, for good with the generation. */
let nuvra: Nuvra;
let vendor: ScriptedUpstream;

beforeAll(async () => {
  vendor = await startScriptedUpstream();
  nuvra = await startNuvra({ environment: environmentOf(vendor) });
});

afterAll(async () => {
  await nuvra?.stop();
  await vendor?.close();
});

beforeEach(() => vendor.answer(hello));

interface Line {
  readonly path: string;
  readonly outcome: string;
  readonly why?: string;
}

const askClaude = (fields: object, headers: Record<string, string> = {}): Promise<Response> =>
  ask(nuvra, 'openai-chat', MODELS.anthropic, { fields, headers });

const linesOf = async (reply: Response): Promise<Line[]> =>
  (await generation(nuvra, reply.headers.get('x-request-id')!))!['translation'] as Line[];

it('a receipt is counted in a header, which names what was dropped', async () => {
  const header = (await askClaude({ seed: 7, presence_penalty: 0.5 })).headers.get('x-nuvra-translation');
  expect(header).toMatch(
    /^(mapped=\d+ )?(approximated=\d+ )?dropped=2; dropped: (seed, presence_penalty|presence_penalty, seed)$/,
  );
});

it('the header is there before a stream begins', async () => {
  const reply = await askClaude({ seed: 7, stream: true });
  expect(reply.headers.get('x-nuvra-translation')).toContain('dropped: seed');
  expect(await reply.text()).toContain('[DONE]');
});

it('names that no header can hold are escaped in it, and many are cut short', async () => {
  const strange = await askClaude({ 'größe\n': 1 });
  expect(strange.headers.get('x-nuvra-translation')).toMatch(/dropped: \["gr\\u00f6\\u00dfe\\n"\]$/);
  const many = await askClaude(Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`field_${index}`, 1])));
  expect(many.headers.get('x-nuvra-translation')).toMatch(/^.*dropped=1000; dropped: field_0, .*, and more$/);
  expect(many.headers.get('x-nuvra-translation')!.length).toBeLessThan(700);
});

it('there is no header where nothing was translated, and none of another request’s', async () => {
  const reply = await ask(nuvra, 'openai-chat', MODELS.openai, { fields: { seed: 7 } });
  expect(reply.status).toBe(200);
  expect(reply.headers.get('x-nuvra-translation')).toBeNull();
  expect(await linesOf(reply)).toEqual([]);
});

it('the generation keeps every line, with what was done instead', async () => {
  const lines = await linesOf(await askClaude({ seed: 7 }));
  const line = lines.find(({ path }) => path === 'seed');
  expect(line).toEqual({ path: 'seed', outcome: 'dropped', why: expect.stringMatching(/\w+.*\.$/) as string });
});

it('a JSON reply holds every line for who asks with x-nuvra-receipt: full', async () => {
  for (const dialect of Object.keys(CLIENTS) as ClientDialect[]) {
    const model = dialect === 'gemini' ? MODELS.anthropic : MODELS.gemini;
    const fields = { tomorrow: 1 };
    const reply = await ask(nuvra, dialect, model, { fields, headers: { 'x-nuvra-receipt': 'full' } });
    const { nuvra: ours } = (await reply.json()) as { nuvra: { translation: Line[] } };
    expect(ours.translation).toContainEqual(expect.objectContaining({ path: 'tomorrow', outcome: 'dropped' }));
    expect(ours.translation).toEqual(await linesOf(reply));
    expect(await (await ask(nuvra, dialect, model, { fields })).json()).not.toHaveProperty('nuvra');
  }
});

describe('what the reply says and the client’s dialect cannot', () => {
  it('is in the receipt, at a path of the reply', async () => {
    const content = [{ type: 'text', text: 'Hello' }];
    const usage = { input_tokens: 5, output_tokens: 2, cache_creation: { ephemeral_1h_input_tokens: 9 } };
    vendor.answer(
      json({ id: 'msg_1', type: 'message', role: 'assistant', model: 'x', content, stop_reason: 'end_turn', usage }),
    );
    const reply = await ask(nuvra, 'gemini', MODELS.anthropic);
    expect(reply.status).toBe(200);
    const lines = await linesOf(reply);
    expect(lines.some(({ path }) => path.startsWith('response.usage'))).toBe(true);
    expect(reply.headers.get('x-nuvra-translation')).toMatch(/response\.usage|approximated=/);
  });
});

it('a generation is found by the id in the body of each dialect whose ids are ours', async () => {
  for (const dialect of Object.keys(CLIENTS) as ClientDialect[]) {
    const model = dialect === 'anthropic-messages' ? MODELS.gemini : MODELS.anthropic;
    const reply = await ask(nuvra, dialect, model);
    const { id, responseId = id } = (await reply.json()) as { id?: string; responseId?: string };
    const record = await generation(nuvra, responseId!);
    expect(record).toMatchObject({ id: reply.headers.get('x-request-id'), model });
  }
});

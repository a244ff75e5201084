import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI, Type } from '@google/genai';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type DemoVendors, startDemoVendors } from './demo-vendors';
import { chatClient } from './test/chat-client';
import { EXAMPLE } from './test/client';
import { geminiClient } from './test/gemini-client';
import { messagesClient } from './test/messages-client';
import { responsesClient } from './test/responses-client';

let vendors: DemoVendors;
beforeAll(async () => {
  vendors = await startDemoVendors();
});
afterAll(() => vendors.stop());

describe.concurrent.each([
  ['openai, Chat Completions', chatClient(() => vendors.baseUrls.openai, 'gpt-5.2', 'OPENAI_API_KEY')],
  ['openai, Responses', responsesClient(() => vendors.baseUrls.openai)],
  ['anthropic', messagesClient(() => vendors.baseUrls.anthropic)],
  ['gemini', geminiClient(() => vendors.baseUrls.gemini)],
  ['deepseek', chatClient(() => vendors.baseUrls.deepseek, 'deepseek-chat', 'DEEPSEEK_API_KEY')],
  ['deepseek, Responses', { ...responsesClient(() => vendors.baseUrls.deepseek), keyName: 'DEEPSEEK_API_KEY' }],
  [
    'deepseek, Messages',
    { ...messagesClient(() => `${vendors.baseUrls.deepseek}/anthropic`), keyName: 'DEEPSEEK_API_KEY' },
  ],
])('demo vendor %s', (name, client) => {
  describe.each(['ask', 'stream'] as const)('%s', (mode) => {
    const ask = client[mode];

    it('says that it is a demo, quotes the question and tells how to go live', async () => {
      const reply = await ask({ question: 'How tall is the Säntis?' });
      expect(reply.text).toMatch(/^This is a demo reply from Nuvra/);
      expect(reply.text).toContain('“How tall is the Säntis?”');
      expect(reply.text).toContain(client.keyName);
      expect(reply.finish).toBe(client.finish.stop);
      expect(reply.tool).toBeUndefined();
      if (mode === 'stream') expect(reply.parts).toBeGreaterThan(3);
    });

    it('counts tokens that grow with the prompt', async () => {
      const [short, long] = await Promise.all([ask({ question: 'Hi' }), ask({ question: 'Hi '.repeat(400) })]);
      expect(short.promptTokens).toBeGreaterThan(0);
      expect(short.outputTokens).toBeGreaterThan(10);
      expect(long.promptTokens).toBe(short.promptTokens + 299);
    });

    it('calls the first tool with arguments that fit its schema', async () => {
      const reply = await ask({ tools: true });
      expect(reply.tool).toEqual({ name: 'clock', args: EXAMPLE });
      expect(reply.finish).toBe(client.finish.tool);
      expect(reply.outputTokens).toBeGreaterThan(5);
    });

    it('calls the forced tool', async () => {
      expect((await ask({ tools: true, choice: 'forced' })).tool).toEqual({ name: 'weather', args: EXAMPLE });
    });

    it('calls none when tools are forbidden', async () => {
      const reply = await ask({ tools: true, choice: 'none' });
      expect(reply.tool).toBeUndefined();
      expect(reply.text).toContain('demo reply');
    });

    it('answers from the tool result once it is there', async () => {
      const reply = await ask({ tools: true, toolResult: '21 degrees' });
      expect(reply.tool).toBeUndefined();
      expect(reply.text).toContain('21 degrees');
    });

    it('writes JSON that fits the schema', async () => {
      expect(JSON.parse((await ask({ output: 'schema' })).text)).toEqual(EXAMPLE);
    });

    // Anthropic has no JSON mode without a schema.
    if (name !== 'anthropic' && name !== 'deepseek, Messages') {
      it('writes a JSON object when only that is asked', async () => {
        const reply = await ask({ output: 'object', question: 'Why?' });
        expect(JSON.parse(reply.text)).toMatchObject({ demo: true, question: 'Why?' });
      });
    }

    it('sees images', async () => {
      const [without, withImage] = await Promise.all([ask({}), ask({ image: true })]);
      expect(without.text).not.toContain('image');
      expect(withImage.text).toContain('an image');
      expect(withImage.promptTokens).toBeGreaterThan(without.promptTokens);
    });

    it('stops at the limit of output tokens and says why', async () => {
      const reply = await ask({ maxTokens: 5 });
      expect(reply.text).toBe('This is a demo reply');
      expect(reply.finish).toBe(client.finish.length);
      expect(reply.outputTokens).toBe(5);
    });
  });
});

describe('demo embeddings', () => {
  const texts = ['red apple', 'green apple', 'tax return', 'red apple'];

  it.each(['float', 'base64', undefined] as const)('of OpenAI, as %s: equal for equal texts', async (encoding) => {
    const client = new OpenAI({ apiKey: 'any', baseURL: vendors.baseUrls.openai });
    const { data, usage } = await client.embeddings.create({
      model: 'text-embedding-3-small',
      input: texts,
      encoding_format: encoding,
    });
    const [red, , tax, again] = data.map(({ embedding }) => embedding);
    expect(red).toEqual(again);
    expect(red).not.toEqual(tax);
    if (encoding !== 'base64') expect(red).toHaveLength(1536);
    expect(usage.prompt_tokens).toBeGreaterThan(3);
  });

  it('of OpenAI: the dimensions of the model, or those asked for', async () => {
    const client = new OpenAI({ apiKey: 'any', baseURL: vendors.baseUrls.openai });
    const dimensionsOf = async (dimensions?: number) =>
      (await client.embeddings.create({ model: 'text-embedding-3-large', input: 'a', dimensions })).data[0]?.embedding
        .length;
    expect(await dimensionsOf()).toBe(3072);
    expect(await dimensionsOf(256)).toBe(256);
  });

  it('of Gemini: many texts at once, each its own unit vector', async () => {
    const client = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: vendors.baseUrls.gemini } });
    const { embeddings = [] } = await client.models.embedContent({
      model: 'gemini-embedding-001',
      contents: texts,
      config: { outputDimensionality: 768 },
    });
    const [red, green, tax, again] = embeddings.map(({ values }) => values ?? []);
    const likeness = (one: readonly number[] = [], other: readonly number[] = []) =>
      one.reduce((sum, value, index) => sum + value * other[index]!, 0);
    expect(embeddings.map(({ values }) => values?.length)).toEqual([768, 768, 768, 768]);
    expect(red).toEqual(again);
    expect(likeness(red, red)).toBeCloseTo(1);
    expect(likeness(red, green)).toBeGreaterThan(likeness(red, tax));
  });
});

describe('demo vendors besides', () => {
  it('count tokens for Anthropic and Gemini', async () => {
    const anthropic = new Anthropic({ apiKey: 'any', baseURL: vendors.baseUrls.anthropic });
    const google = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: vendors.baseUrls.gemini } });
    const { input_tokens } = await anthropic.messages.countTokens({
      model: 'claude-opus-4-6',
      messages: [{ role: 'user', content: 'Hello' }],
    });
    const { totalTokens } = await google.models.countTokens({ model: 'gemini-2.5-flash', contents: 'Hello' });
    expect(input_tokens).toBeGreaterThan(0);
    expect(totalTokens).toBeGreaterThan(0);
  });

  it("read Gemini's own flavour of schema", async () => {
    const client = new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: vendors.baseUrls.gemini } });
    const { text } = await client.models.generateContent({
      model: 'gemini-2.5-flash',
      contents: 'Hello',
      config: {
        responseMimeType: 'application/json',
        responseSchema: {
          type: Type.OBJECT,
          properties: { names: { type: Type.ARRAY, minItems: '2', items: { type: Type.STRING } } },
        },
      },
    });
    expect(JSON.parse(text ?? '')).toEqual({ names: ['demo names', 'demo names'] });
  });

  it.each([
    '/openai/v1/images/generations',
    '/anthropic/__aimock/fixtures',
    '/nobody/v1/messages',
    '/__aimock/journal',
  ])('have nothing at %s', async (path) => {
    const { status } = await fetch(new URL(path, vendors.baseUrls.openai), { method: 'POST', body: '{}' });
    expect(status).toBe(404);
  });

  it('release their port when stopped', async () => {
    const second = await startDemoVendors();
    const path = `${second.baseUrls.openai}/embeddings`;
    expect((await fetch(path, { method: 'POST', body: '{"model":"m","input":"a"}' })).status).toBe(200);
    await second.stop();
    await expect(fetch(path, { method: 'POST', body: '{}' })).rejects.toThrow('fetch failed');
  });
});

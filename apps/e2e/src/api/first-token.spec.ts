import Anthropic from '@anthropic-ai/sdk';
import { GoogleGenAI } from '@google/genai';
import { type ServerResponse } from 'node:http';
import OpenAI from 'openai';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Nuvra, startNuvra } from '../start-nuvra';
import { overridesFor, PINNED_MODELS, type PinnedModel, vendorsAt } from './support/pinned-models';
import { events, type ScriptedUpstream, startScriptedUpstream } from './support/scripted-upstream';
import { pieces, TURNS } from './support/tool-loop/loop-script';
import { verifyingAnthropic } from './support/tool-loop/verifying-anthropic';
import { verifyingChats } from './support/tool-loop/verifying-chat';
import { verifyingGemini } from './support/tool-loop/verifying-gemini';
import { verifyingResponses } from './support/tool-loop/verifying-responses';
import { type VerifyingVendor } from './support/tool-loop/verifying-vendor';

/** A piece of a reply as its client hears it. */
interface Piece {
  readonly kind: 'thought' | 'text';
  readonly text: string;
}

const VENDORS: Readonly<Record<PinnedModel['dialect'], VerifyingVendor>> = {
  'openai-chat': verifyingChats[0]!,
  'openai-responses': verifyingResponses,
  'anthropic-messages': verifyingAnthropic,
  gemini: verifyingGemini,
};

let nuvra: Nuvra;
let upstream: ScriptedUpstream;

beforeAll(async () => {
  upstream = await startScriptedUpstream();
  nuvra = await startNuvra({ environment: vendorsAt(upstream.origin), overrides: overridesFor(PINNED_MODELS) });
});
afterAll(async () => {
  await nuvra?.stop();
  await upstream?.close();
});

const openai = (): OpenAI => new OpenAI({ baseURL: `${nuvra.url}/v1`, apiKey: nuvra.apiKey! });

/** Each dialect's SDK, piece by piece. */
const CLIENTS: Readonly<Record<string, (model: string) => AsyncGenerator<Piece>>> = {
  async *'openai-chat'(model) {
    const messages = [{ role: 'user' as const, content: 'Hi' }];
    for await (const { choices } of await openai().chat.completions.create({ model, messages, stream: true })) {
      const delta = choices[0]?.delta as OpenAI.ChatCompletionChunk.Choice.Delta & { reasoning_content?: string };
      if (delta?.reasoning_content) yield { kind: 'thought', text: delta.reasoning_content };
      if (delta?.content) yield { kind: 'text', text: delta.content };
    }
  },
  async *'openai-responses'(model) {
    const reasoning = { effort: 'low', summary: 'auto' } as const;
    for await (const event of await openai().responses.create({ model, input: 'Hi', reasoning, stream: true })) {
      if (event.type === 'response.reasoning_summary_text.delta') yield { kind: 'thought', text: event.delta };
      if (event.type === 'response.output_text.delta') yield { kind: 'text', text: event.delta };
    }
  },
  async *'anthropic-messages'(model) {
    const client = new Anthropic({ baseURL: nuvra.url, apiKey: nuvra.apiKey! });
    const stream = client.messages.stream({
      model,
      max_tokens: 4096,
      thinking: { type: 'adaptive', display: 'summarized' },
      messages: [{ role: 'user', content: 'Hi' }],
    });
    for await (const event of stream) {
      if (event.type !== 'content_block_delta') continue;
      if (event.delta.type === 'thinking_delta') yield { kind: 'thought', text: event.delta.thinking };
      if (event.delta.type === 'text_delta') yield { kind: 'text', text: event.delta.text };
    }
  },
  async *gemini(model) {
    const client = new GoogleGenAI({ apiKey: nuvra.apiKey!, httpOptions: { baseUrl: nuvra.url } });
    const config = { thinkingConfig: { includeThoughts: true } };
    for await (const { candidates } of await client.models.generateContentStream({ model, contents: 'Hi', config }))
      for (const { text, thought } of candidates?.[0]?.content?.parts ?? [])
        if (text) yield { kind: thought ? 'thought' : 'text', text };
  },
};

/** The vendor's turn of a thought and a text. */
const TURN = 4;
const [thought] = TURNS[TURN]!.thoughts as [string];
const FIRST: Readonly<Record<Piece['kind'], string>> = {
  thought: pieces(thought)[0]!,
  text: pieces(TURNS[TURN]!.text)[0]!,
};

describe.each(PINNED_MODELS)('a stream of $dialect', ({ id, dialect }) => {
  const { frames } = VENDORS[dialect].issue('first', TURN, true);

  describe.each(Object.entries(CLIENTS))('to a client of %s', (_dialect, open) => {
    it.each(['thought', 'text'] as const)('brings the first %s while the vendor holds the rest', async (kind) => {
      // JSON writes the newlines of a text its own way.
      const place = frames.findIndex((frame) => frame.includes(JSON.stringify(FIRST[kind]).slice(1, -1)));
      const vendorSide = Promise.withResolvers<ServerResponse>();
      upstream.answer(events(frames.slice(0, place + 1), vendorSide.resolve));

      const heard: Piece[] = [];
      const reply = open(id);
      while (heard.at(-1)?.kind !== kind) heard.push((await reply.next()).value as Piece);
      expect(heard.at(-1)).toEqual({ kind, text: FIRST[kind] });
      const vendor = await vendorSide.promise;
      expect(vendor.writableEnded).toBe(false);

      vendor.end(frames.slice(place + 1).join(''));
      for await (const piece of reply) heard.push(piece);
      const said = (wanted: Piece['kind']): string =>
        heard.map((piece) => (piece.kind === wanted ? piece.text : '')).join('');
      expect(said('thought')).toBe(thought);
      expect(said('text')).toBe(TURNS[TURN]!.text);
    });
  });
});

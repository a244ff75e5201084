import { createOpenRouter } from '@openrouter/ai-sdk-provider';
import { generateText, jsonSchema, stepCountIs, streamText, tool } from 'ai';
import OpenAI from 'openai';
import { type ChatCompletion } from 'openai/resources/chat/completions';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type DialectId, type JsonObject, type ReasoningState } from '../call';
import { type ReplyEvent } from '../events';
import { openAiChat } from './openai-chat';
import { argued, contextOf, started, STOP, text, thought } from './spec-support';

const CALLS: ReplyEvent = { type: 'finish', choice: 0, reason: 'tool-calls' };
const usage: ReplyEvent = { type: 'usage', usage: { inputTokens: 3, outputTokens: 2, cacheReadTokens: 4 } };
const signature: ReplyEvent = {
  type: 'reasoning-state',
  choice: 0,
  state: { dialect: 'anthropic-messages', kind: 'signature', data: 'sig==' },
};
const SAID: ReplyEvent[] = [
  { type: 'start', id: 'x' },
  thought('h'),
  thought('m'),
  signature,
  text('see '),
  text('there'),
  { type: 'citation', choice: 0, citation: { url: 'https://x.example', title: 'X' } },
  { type: 'logprobs', choice: 0, tokens: [{ token: 'see', logprob: -1 }] },
  { type: 'media', choice: 0, media: 'image', source: { kind: 'base64', mediaType: 'image/png', data: 'QUJD' } },
  { type: 'extra', dialect: 'openai-chat', path: 'system_fingerprint', value: 'fp' },
];
/** Two calls at once, whose arguments come by turns. */
const CALLED: ReplyEvent[] = [
  started(0, 'a', 'f'),
  started(1, 'b', 'g'),
  argued(1, '{"y"'),
  argued(0, '{"x":1}'),
  argued(1, ':2}'),
];

/** A `fetch` that answers with the events, as JSON or as the stream that was asked for. */
function answering(events: readonly ReplyEvent[]): typeof fetch {
  return (_url, init) => {
    const { stream } = JSON.parse(init!.body as string) as { stream?: boolean };
    if (!stream) return Promise.resolve(Response.json(openAiChat.writeReply(events, contextOf())));
    const writer = openAiChat.createStreamWriter(contextOf());
    const written = events.map((event) => writer.write(event)).join('') + writer.end();
    return Promise.resolve(new Response(written, { headers: { 'content-type': 'text/event-stream' } }));
  };
}

describe('OpenAI’s own SDK', () => {
  const ask = (events: readonly ReplyEvent[]) => {
    const fetch = answering(events);
    const { chat } = new OpenAI({ apiKey: 'none', baseURL: 'http://localhost', maxRetries: 0, fetch });
    const body = { model: 'm', messages: [{ role: 'user' as const, content: 'hi' }] };
    return [chat.completions.create(body), chat.completions.stream(body).finalChatCompletion()];
  };

  it('hears what was said, whole and in pieces', async () => {
    for (const completion of await Promise.all(ask([...SAID, STOP, usage]))) {
      expect(completion.choices[0]).toMatchObject({
        finish_reason: 'stop',
        message: { role: 'assistant', content: 'see there' },
        logprobs: { content: [{ token: 'see', logprob: -1 }] },
      } satisfies Partial<Record<keyof ChatCompletion.Choice, unknown>>);
    }
  });

  it('puts calls together that come by turns', async () => {
    for (const completion of await Promise.all(ask([...CALLED, CALLS]))) {
      expect(completion.choices[0]).toMatchObject({
        finish_reason: 'tool_calls',
        message: {
          tool_calls: [
            { id: 'a', type: 'function', function: { name: 'f', arguments: '{"x":1}' } },
            { id: 'b', type: 'function', function: { name: 'g', arguments: '{"y":2}' } },
          ],
        },
      });
    }
  });
});

describe('OpenRouter’s provider for the AI SDK', () => {
  // It warns of reasoning without a proof, which it leaves out of the next turn.
  beforeAll(() => void vi.spyOn(console, 'warn').mockReturnValue());
  afterAll(() => vi.restoreAllMocks());

  const state = (dialect: DialectId, kind: ReasoningState['kind'], id?: string): ReasoningState => ({
    dialect,
    kind,
    data: `${kind}==`,
    ...(id && { id }),
  });
  const proved = (of: ReasoningState): ReplyEvent => ({ type: 'reasoning-state', choice: 0, state: of });

  it.each<[string, ReplyEvent[], ReasoningState[]]>([
    [
      'signed thoughts of Anthropic',
      [thought('h'), thought('m'), proved(state('anthropic-messages', 'signature')), ...CALLED],
      [state('anthropic-messages', 'signature')],
    ],
    [
      'redacted thoughts of Anthropic',
      [proved(state('anthropic-messages', 'redacted')), ...CALLED],
      [state('anthropic-messages', 'redacted')],
    ],
    [
      'encrypted items of OpenAI',
      [thought('hm'), proved(state('openai-responses', 'encrypted', 'rs_1')), ...CALLED],
      [state('openai-responses', 'encrypted', 'rs_1')],
    ],
    [
      'signatures of Gemini on its calls',
      [
        thought('hm'),
        { ...started(0, 'a', 'f'), state: state('gemini', 'signature') } as ReplyEvent,
        ...CALLED.slice(1),
      ],
      [state('gemini', 'signature')],
    ],
    [
      'what no format of theirs tells',
      [proved(state('openai-responses', 'reference')), ...CALLED],
      [state('openai-responses', 'reference')],
    ],
  ])('returns %s in the next turn, byte for byte', async (_whose, events, states) => {
    for (const ask of [generateText, streamText]) {
      const bodies: JsonObject[] = [];
      const replies = [
        [...events, CALLS],
        [text('done'), STOP],
      ];
      const fetch: typeof globalThis.fetch = (url, init) => {
        bodies.push(JSON.parse(init!.body as string) as JsonObject);
        return answering(replies[bodies.length - 1]!)(url, init);
      };
      const model = createOpenRouter({ apiKey: 'none', baseURL: 'http://localhost', fetch }).chat('m');
      const tools = { f: anyTool, g: anyTool };
      const { text: said } = await ask({ model, prompt: 'hi', tools, stopWhen: stepCountIs(2) });
      expect(await said).toBe('done');
      const [, turn] = openAiChat.readRequest(bodies[1]!).messages;
      const returned = turn!.parts.flatMap((part) => ('state' in part && part.state ? part.state : []));
      expect({ ask: ask.name, returned }).toEqual({ ask: ask.name, returned: states });
    }
  });
  const anyTool = tool({ inputSchema: jsonSchema({ type: 'object' }), execute: () => 'ok' });
});

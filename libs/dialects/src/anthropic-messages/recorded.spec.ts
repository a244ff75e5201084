import Anthropic from '@anthropic-ai/sdk';
import { type Message } from '@anthropic-ai/sdk/resources/messages/messages';
import { extractUsage, findProvider } from '@pydantic/genai-prices';
import { expect, test } from 'vitest';
import { describeRecorded, nameOf, type Recording, recordings } from '../../../../tools/testing/recordings';
import { type ReplyEvent } from '../events';
import { INPUT_CLASSES, OUTPUT_CLASSES, sumTokens, type Usage } from '../usage';
import { anthropicMessages } from './anthropic-messages';
import { type Folded, fold, readStream } from './spec-support';

const isMessage = ({ host, path }: Recording) => host === 'api.anthropic.com' && /^\/v1\/messages(\?|$)/.test(path);
const isStream = ({ contentType }: Recording) => contentType.startsWith('text/event-stream');

const replies = recordings((recording) => isMessage(recording) && !isStream(recording));
const streams = recordings((recording) => isMessage(recording) && isStream(recording));

/** The vendor's own SDK reads the same bytes. */
async function readWithSdk({ responseBody, contentType }: Recording): Promise<Message> {
  const client = new Anthropic({
    apiKey: 'none',
    fetch: () =>
      Promise.resolve(new Response(new Uint8Array(responseBody), { headers: { 'content-type': contentType } })),
  });
  const request = { model: 'any', max_tokens: 1, messages: [{ role: 'user' as const, content: 'any' }] };
  return contentType.startsWith('text/event-stream')
    ? client.messages.stream(request).finalMessage()
    : client.messages.create(request);
}

const REASONS: Record<string, string> = { end_turn: 'stop', tool_use: 'tool-calls', pause_turn: 'pause' };

function expectSame(folded: Folded, message: Message): void {
  const { content } = message;
  expect(folded.failures).toEqual([]);
  expect(folded.text).toBe(content.map((block) => (block.type === 'text' ? block.text : '')).join(''));
  expect(folded.reasoning).toBe(content.map((block) => (block.type === 'thinking' ? block.thinking : '')).join(''));
  expect(folded.states).toEqual(
    content.flatMap((block) =>
      block.type === 'thinking'
        ? [`signature:${block.signature}`]
        : block.type === 'redacted_thinking'
          ? [`redacted:${block.data}`]
          : [],
    ),
  );
  expect(
    folded.toolCalls.map(({ id, name, argumentsText }) => ({ id, name, input: JSON.parse(argumentsText) as unknown })),
  ).toEqual(
    content.flatMap((block) =>
      block.type === 'tool_use' ? [{ id: block.id, name: block.name, input: block.input }] : [],
    ),
  );
  expect(folded.finishes).toEqual([
    { reason: REASONS[message.stop_reason ?? ''], vendorReason: message.stop_reason ?? undefined },
  ]);
  const { usage } = message;
  expect(folded.usage).toEqual({
    inputTokens: usage.input_tokens,
    cacheReadTokens: usage.cache_read_input_tokens,
    cacheWrite5mTokens: usage.cache_creation?.ephemeral_5m_input_tokens,
    cacheWrite1hTokens: usage.cache_creation?.ephemeral_1h_input_tokens,
    outputTokens: usage.output_tokens - (usage.output_tokens_details?.thinking_tokens ?? 0),
    reasoningTokens: usage.output_tokens_details?.thinking_tokens,
  });
}

/** Another project's reading of the same usage, in which cached tokens are part of the input and reasoning of the output. */
function expectPriced(usage: Usage | undefined, message: Message): void {
  const provider = findProvider({ providerId: 'anthropic' });
  if (!provider || !usage) throw new Error('Nothing to compare');
  const judged = extractUsage(provider, message).usage;
  expect({
    input: sumTokens(usage, INPUT_CLASSES),
    read: usage.cacheReadTokens,
    written: (usage.cacheWrite5mTokens ?? 0) + (usage.cacheWrite1hTokens ?? 0),
    written1h: usage.cacheWrite1hTokens,
    output: sumTokens(usage, OUTPUT_CLASSES),
    reasoning: usage.reasoningTokens,
  }).toEqual({
    input: judged['input_tokens'],
    read: judged['cache_read_tokens'],
    written: judged['cache_write_tokens'],
    written1h: judged['cache_write_1h_tokens'],
    output: judged['output_tokens'],
    reasoning: judged['output_reasoning_tokens'],
  });
}

describeRecorded('recorded Anthropic replies', () => {
  test('there are enough of both forms to judge by', () => {
    expect(replies.length).toBeGreaterThan(100);
    expect(streams.length).toBeGreaterThan(10);
  });

  test.each(replies.map((reply) => [nameOf(reply), reply] as const))('read whole: %s', async (_name, reply) => {
    const message = await readWithSdk(reply);
    const folded = fold(anthropicMessages.readReply(JSON.parse(reply.responseBody.toString('utf8'))));
    expectSame(folded, message);
    expectPriced(folded.usage, message);
  });

  test.each(streams.map((stream) => [nameOf(stream), stream] as const))('read streamed: %s', async (_name, stream) => {
    const message = await readWithSdk(stream);
    const folded = fold(readStream(stream.responseBody));
    expectSame(folded, message);
    expectPriced(folded.usage, message);
  });

  test.each(streams.map((stream) => [nameOf(stream), stream] as const))(
    'say the same streamed and whole: %s',
    async (_name, stream) => {
      const whole = fold(anthropicMessages.readReply(await readWithSdk(stream)));
      const streamed = fold(readStream(stream.responseBody));
      expect(parsed(streamed)).toEqual(parsed(whole));
    },
  );

  test.each(streams.map((stream) => [nameOf(stream), stream] as const))(
    'say the same wherever their bytes are cut: %s',
    (_name, { responseBody }) => {
      const uncut = readStream(responseBody);
      const random = randomFrom(responseBody.length);
      for (let round = 0; round < 50; round++) {
        const cuts = Array.from({ length: 1 + (round % 40) }, () => Math.floor(random() * responseBody.length));
        expect(
          readStream(
            responseBody,
            cuts.sort((a, b) => a - b),
          ),
        ).toEqual(uncut);
      }
    },
  );

  test('say the same when they come byte by byte', () => {
    for (const { responseBody } of streams.filter(({ responseBody }) => responseBody.length < 20_000)) {
      const cuts = Array.from(responseBody.keys());
      expect(readStream(responseBody, cuts)).toEqual(readStream(responseBody));
    }
  });

  test('end in a failure wherever they are cut off', () => {
    for (const { responseBody } of streams) {
      const stop = responseBody.lastIndexOf('event: message_stop');
      const random = randomFrom(stop);
      for (let round = 0; round < 20; round++) {
        const events = readFrames(responseBody.subarray(0, Math.floor(random() * stop)));
        expect(events.at(-1)?.type).toBe('failure');
      }
    }
  });
});

/** Cut off at the last whole frame: half a frame is not JSON, and that is the fuzz test's matter. */
function readFrames(bytes: Buffer): ReplyEvent[] {
  return readStream(bytes.subarray(0, Math.max(0, bytes.lastIndexOf('\n\n') + 2)));
}

function parsed({ toolCalls, ...folded }: Folded) {
  return {
    ...folded,
    toolCalls: toolCalls.map((call) => ({ ...call, argumentsText: JSON.parse(call.argumentsText) as unknown })),
  };
}

/** The same numbers in every run. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

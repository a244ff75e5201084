import { type Completion } from 'openai/resources/completions';
import { describe, expect, it } from 'vitest';
import { describeRecorded, nameOf, recordings } from '../../../../tools/testing/recordings';
import { type JsonObject } from '../call';
import { type StreamContext } from '../dialect';
import { type FinishReason, type ReplyEvent } from '../events';
import { openAiChat } from '../openai-chat/openai-chat';
import { contextOf, linesOf, started, STOP, text, thought } from '../openai-chat/spec-support';
import { type SseFrame } from '../sse';
import { everySplit, framesOf, randomCuts, seededRandom } from '../testing/split-stream';
import { openAiCompletions } from './openai-completions';

const usage: ReplyEvent = {
  type: 'usage',
  usage: { inputTokens: 1, outputTokens: 2, reasoningTokens: 3 },
  serviceTier: 'flex',
};
const counted = {
  prompt_tokens: 1,
  completion_tokens: 5,
  total_tokens: 6,
  completion_tokens_details: { reasoning_tokens: 3 },
  cost: 0.5,
};
const finished = (reason: FinishReason): ReplyEvent => ({ type: 'finish', choice: 0, reason });
const likely = (tokens: string[]): ReplyEvent => ({
  type: 'logprobs',
  choice: 0,
  tokens: tokens.map((token, at) => ({ token, logprob: -1 - at, top: [{ token: 'x', logprob: -9 }] })),
});
const about = { id: 'gen-1', object: 'text_completion', created: 9, model: 'a/b' };

function stream(events: readonly ReplyEvent[], context: StreamContext = contextOf()): string {
  const writer = openAiCompletions.createStreamWriter(context);
  return events.map((event) => writer.write(event)).join('') + writer.end();
}

/** The objects of a stream, as OpenAI's SDK hands them out. */
function chunksIn(written: string): Completion[] {
  const frames = framesOf(Buffer.from(written)).map(({ data }) => data!);
  return frames.filter((data) => data !== '[DONE]').map((data) => JSON.parse(data) as Completion);
}

describe('a completion', () => {
  it('is text with its choices in order', () => {
    const events = [text('b', 1), text('a'), text('c'), usage, { ...STOP, choice: 1 }, finished('length')];
    expect(openAiCompletions.writeReply(events as ReplyEvent[], contextOf())).toEqual({
      ...about,
      choices: [
        { index: 0, text: 'ac', logprobs: null, finish_reason: 'length' },
        { index: 1, text: 'b', logprobs: null, finish_reason: 'stop' },
      ],
      usage: counted,
      service_tier: 'flex',
    });
  });

  it.each<[FinishReason, string]>([
    ['stop', 'stop'],
    ['length', 'length'],
    ['content-filter', 'content_filter'],
    ['refusal', 'content_filter'],
    ['tool-calls', 'stop'],
    ['error', 'error'],
  ])('ends %s with %s', (reason, word) => {
    expect(openAiCompletions.writeReply([finished(reason)], contextOf())).toMatchObject({
      choices: [{ text: '', finish_reason: word }],
    });
    expect(chunksIn(stream([finished(reason)]))).toMatchObject([{ choices: [{ text: '', finish_reason: word }] }]);
  });

  it('has its log probabilities side by side, piece by piece as well', () => {
    const lists = (offsets: number[], ...tokens: string[]) => ({
      tokens,
      token_logprobs: tokens.map((_, at) => -1 - at),
      top_logprobs: tokens.map(() => ({ x: -9 })),
      text_offset: offsets,
    });
    expect(openAiCompletions.writeReply([text('abc'), likely(['ab', 'c'])], contextOf())).toMatchObject({
      choices: [{ logprobs: lists([0, 2], 'ab', 'c') }],
    });
    expect(
      chunksIn(stream([text('ab'), likely(['ab']), text('c'), likely(['c'])])).map(({ choices }) => choices[0]),
    ).toMatchObject([
      { text: 'ab', logprobs: null },
      { text: '', logprobs: lists([0], 'ab') },
      { text: 'c', logprobs: null },
      { text: '', logprobs: lists([2], 'c') },
    ]);
  });

  it.each<[ReplyEvent, string, string[]]>([
    [thought('hm'), '', ['dropped response.choices[0].reasoning']],
    [{ type: 'refusal-delta', choice: 0, text: 'no' }, 'no', ['approximated response.choices[0].refusal']],
    [started(0, 'c', 'f'), '', ['dropped response.choices[0].tool_calls']],
    [{ type: 'citation', choice: 0, citation: { url: 'u' } }, '', ['dropped response.choices[0].annotations']],
    [
      { type: 'native', choice: 0, dialect: 'openai-chat', value: { audio: {} }, text: 'hi' },
      'hi',
      ['approximated response.choices[0].audio'],
    ],
    [
      { type: 'native', choice: 0, dialect: 'openai-chat', value: { tool_calls: [] } },
      '',
      ['dropped response.choices[0].tool_calls'],
    ],
    [
      {
        type: 'media',
        choice: 0,
        media: 'image',
        source: { kind: 'base64', mediaType: 'image/png', data: 'QUJD' },
      },
      '',
      ['dropped response.choices[0].images'],
    ],
    [
      { type: 'extra', dialect: 'openai-chat', path: 'choices[0].message.x', value: 1 },
      '',
      ['dropped response.choices[0].message.x'],
    ],
    [{ type: 'extra', dialect: 'gemini', path: 'modelVersion', value: 1 }, '', ['dropped response.modelVersion']],
    [{ type: 'text-end', choice: 0 }, '', []],
    [{ type: 'reasoning-break', choice: 0 }, '', []],
    [{ type: 'tool-call-delta', choice: 0, index: 0, argumentsText: '{}' }, '', []],
  ])('of %j says %j', (event, said, lines) => {
    const whole = contextOf();
    const body = openAiCompletions.writeReply([event, STOP], whole) as unknown as Completion;
    expect(body.choices[0]!.text).toBe(said);
    const streamed = contextOf();
    expect(textIn(chunksIn(stream([event, STOP], streamed)))).toBe(said);
    for (const { book } of [whole, streamed]) expect(linesOf(book.lines)).toEqual(lines);
  });

  it('keeps what its vendor tells of the whole', () => {
    const extras: ReplyEvent[] = [
      { type: 'extra', dialect: 'openai-chat', path: 'system_fingerprint', value: 'fp' },
      { type: 'extra', dialect: 'openai-chat', path: 'usage.queue_time', value: 1 },
    ];
    const expected = { system_fingerprint: 'fp', usage: { ...counted, queue_time: 1 } };
    expect(openAiCompletions.writeReply([...extras, usage, STOP], contextOf())).toMatchObject(expected);
    expect(chunksIn(stream([...extras, usage, STOP])).at(-1)).toMatchObject({ choices: [], ...expected });
  });
});

describe('a stream of completions', () => {
  const chunk = (said: JsonObject, rest: JsonObject = {}) => {
    const choice = { text: '', index: 0, logprobs: null, finish_reason: null, ...said };
    return `data: ${JSON.stringify({ ...about, choices: [choice], ...rest })}\n\n`;
  };

  it('is a chunk for each piece, usage only if asked for, and the sentinel', () => {
    const events = [text('a'), usage, STOP];
    const done = 'data: [DONE]\n\n';
    expect(stream(events, contextOf({ includeUsage: false }))).toBe(
      chunk({ text: 'a' }) + chunk({ finish_reason: 'stop' }) + done,
    );
    const nothingYet = { usage: null };
    const last = `data: ${JSON.stringify({ ...about, choices: [], usage: counted, service_tier: 'flex' })}\n\n`;
    const written = stream(events);
    expect(written.replace(last, '')).toBe(
      chunk({ text: 'a' }, nothingYet) + chunk({ finish_reason: 'stop' }, nothingYet) + done,
    );
    expect(written).toContain(last);
  });

  it('breaks off with an error that OpenAI’s SDK throws', () => {
    const writer = openAiCompletions.createStreamWriter(contextOf());
    expect(writer.write({ type: 'failure', failure: { kind: 'overloaded', message: 'm' } })).toBe(
      'data: {"error":{"message":"m","type":"server_error","param":null,"code":"overloaded"}}\n\n',
    );
  });

  it('from a provider that has this path goes on byte for byte, but for the cost', () => {
    const frames = [
      chunk({ text: 'a' }),
      chunk({ text: 'b' }),
      chunk({ finish_reason: 'stop' }),
      `data: {"choices":[],"usage":{"prompt_tokens":1,"completion_tokens":2}}\n\n`,
      'data: [DONE]\n\n',
    ];
    const relay = (includeUsage: boolean, ...cuts: number[]) => {
      const relay = openAiCompletions.createRelay({ usdCostOf: () => 0.5, includeUsage });
      const sent = framesOf(Buffer.from(frames.join('')), ...cuts).map((frame) => relay.relay(frame)?.toString() ?? '');
      expect(relay.end()).toBeNull();
      expect(relay.facts).toMatchObject({ finishReason: 'stop', usage: { inputTokens: 1, outputTokens: 2 } });
      return sent.join('');
    };
    const costed = frames.join('').replace('"usage":{', '"usage":{"cost":0.5,');
    for (const cuts of everySplit(Buffer.from(frames.join('')))) expect(relay(true, ...cuts)).toBe(costed);
    expect(relay(false)).toBe(frames.filter((frame) => !frame.includes('prompt_tokens')).join(''));
  });
});

it('an error names the field as OpenAI does', () => {
  const failure = { kind: 'invalid-request', message: 'm', param: 'prompt' } as const;
  expect(openAiCompletions.writeFailure(failure, 'req-1')).toEqual({
    status: 400,
    body: {
      error: { message: 'm', type: 'invalid_request_error', param: 'prompt', code: null, request_id: 'req-1' },
    },
  });
});

const textIn = (chunks: readonly Completion[]): string => chunks.map(({ choices }) => choices[0]?.text ?? '').join('');

const STREAMS = recordings(
  ({ path, contentType }) => path.split('?')[0]!.endsWith('/chat/completions') && contentType.includes('event-stream'),
).map((chat) => [nameOf(chat), chat] as const);

function readChat(frames: readonly SseFrame[]): ReplyEvent[] {
  const reader = openAiChat.createStreamReader();
  return [...frames.flatMap((frame) => reader.read(frame)), ...reader.end()];
}

describeRecorded('recorded chats', () => {
  it.each(STREAMS)('%s: read as a completion, they say the same text, however they come in', (name, chat) => {
    const events = readChat(framesOf(chat.responseBody));
    const said = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
    const whole = openAiCompletions.writeReply(events, contextOf()) as unknown as Completion;
    expect(whole.choices.map((choice) => choice.text).join('')).toBe(said);
    const streamed = stream(events);
    expect(textIn(chunksIn(streamed).filter(({ choices }) => choices))).toBe(said);
    const random = seededRandom(name.length);
    for (let round = 0; round < 3; round++) {
      const cuts = randomCuts(chat.responseBody, 1 + round * 20, random);
      expect(stream(readChat(framesOf(chat.responseBody, ...cuts)))).toBe(streamed);
    }
  });
});

import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type FinishReason, type ReplyEvent } from '../events';
import { framesOf } from '../testing/split-stream';
import { openAiChat } from './openai-chat';
import { STOP, text, thought, started, argued, proof } from './spec-support';

const reply = (message: JsonObject, rest: JsonObject = {}) => ({
  id: 'chatcmpl-1',
  model: 'm',
  created: 7,
  choices: [{ index: 0, message, finish_reason: 'stop', ...rest }],
});
const START: ReplyEvent = { type: 'start', id: 'chatcmpl-1', model: 'm', createdAtSeconds: 7 };

/** Events of the first choice, without start and finish. */
const contents = (message: JsonObject) => openAiChat.readReply(reply(message)).slice(1, -1);
const call = (rest: JsonObject, name?: string, args?: unknown) => ({ ...rest, function: { name, arguments: args } });

describe('a JSON reply', () => {
  it('begins with who and when, and ends with usage and finish', () => {
    expect(openAiChat.readReply({ ...reply({ content: 'a' }), usage: { prompt_tokens: 1 } })).toEqual([
      START,
      text('a'),
      { type: 'usage', usage: { inputTokens: 1 } },
      STOP,
    ]);
    expect(openAiChat.readReply({ choices: [{ message: {} }] })).toEqual([{ type: 'start' }, STOP]);
  });

  it.each<[string, JsonObject, ReplyEvent[]]>([
    ['text', { content: 'a' }, [text('a')]],
    ['nothing', { content: null, refusal: null, tool_calls: null }, []],
    ['empty text', { content: '' }, []],
    ['a refusal', { refusal: 'no' }, [{ type: 'refusal-delta', choice: 0, text: 'no' }]],
    ['DeepSeek’s reasoning', { content: 'a', reasoning_content: 'hm' }, [thought('hm'), text('a')]],
    ['Groq’s reasoning', { content: 'a', reasoning: 'hm' }, [thought('hm'), text('a')]],
    ['both names', { reasoning: 'hm', reasoning_content: 'hm' }, [thought('hm')]],
    [
      'Mistral’s thinking',
      {
        content: [
          { type: 'thinking', thinking: [{ type: 'text', text: 'hm' }] },
          { type: 'text', text: 'a' },
          { type: 'reference' },
        ],
      },
      [thought('hm'), text('a')],
    ],
    [
      'OpenRouter’s signed reasoning',
      { reasoning: 'hm', reasoning_details: [{ type: 'reasoning.text', text: 'hm', signature: 's', format: 'f' }] },
      [thought('hm'), proof('signature', { type: 'reasoning.text', signature: 's', format: 'f' })],
    ],
    [
      'OpenRouter’s encrypted reasoning',
      { reasoning: 'hm', reasoning_details: [{ type: 'reasoning.encrypted', data: 'd', id: 'r' }] },
      [thought('hm'), proof('encrypted', { type: 'reasoning.encrypted', data: 'd', id: 'r' })],
    ],
    ['OpenRouter’s summary', { reasoning_details: [{ type: 'reasoning.summary', summary: 'sum' }] }, [thought('sum')]],
    [
      'calls, also without index, id or arguments',
      {
        tool_calls: [
          call({ id: 'a' }, 'f', '{}'),
          call({}, 'g'),
          call({ id: 'c', index: 0 }, 'h', { x: 1 }),
          { id: 'd', custom: {} },
        ],
      },
      [
        started(0, 'a', 'f'),
        argued(0, '{}'),
        started(1, 'call_chatcmpl1_0_1', 'g'),
        started(2, 'c', 'h'),
        argued(2, '{"x":1}'),
      ],
    ],
  ])('%s', (_name, message, events) => {
    expect(contents(message)).toEqual(events);
  });

  it.each<[string | null | undefined, FinishReason, string | undefined]>([
    ['stop', 'stop', undefined],
    ['length', 'length', undefined],
    ['tool_calls', 'tool-calls', undefined],
    ['content_filter', 'content-filter', undefined],
    ['error', 'error', undefined],
    ['function_call', 'tool-calls', 'function_call'],
    ['model_length', 'length', 'model_length'],
    ['insufficient_system_resource', 'error', 'insufficient_system_resource'],
    ['eos', 'stop', 'eos'],
    ['toString', 'stop', 'toString'],
    [null, 'stop', undefined],
    [undefined, 'stop', undefined],
  ])('ends with %s: %s', (word, reason, vendorReason) => {
    const finish = openAiChat.readReply(reply({ content: 'a' }, { finish_reason: word })).at(-1);
    expect(finish).toEqual({ type: 'finish', choice: 0, reason, ...(vendorReason && { vendorReason }) });
  });

  it('ends in tool calls where there are some, also when the vendor says stop', () => {
    const message = { tool_calls: [call({ id: 'a' }, 'f', '{}')] };
    expect(openAiChat.readReply(reply(message)).at(-1)).toEqual({
      type: 'finish',
      choice: 0,
      reason: 'tool-calls',
      vendorReason: 'stop',
    });
    expect(openAiChat.readReply(reply(message, { finish_reason: null })).at(-1)).toEqual({
      type: 'finish',
      choice: 0,
      reason: 'tool-calls',
    });
    expect(openAiChat.readReply(reply(message, { finish_reason: 'length' })).at(-1)).toMatchObject({
      reason: 'length',
    });
  });

  it('keeps the word of the vendor behind the vendor', () => {
    const events = openAiChat.readReply(reply({ content: 'a' }, { native_finish_reason: 'STOP' }));
    expect(events.at(-1)).toEqual({ ...STOP, vendorReason: 'STOP' });
  });

  it('reads each of several choices', () => {
    const choices = [
      { index: 1, message: { content: 'b' }, finish_reason: 'length' },
      { message: { content: 'c' }, finish_reason: 'stop' },
    ];
    expect(
      openAiChat.readReply({ choices: [{ index: 0, message: { content: 'a' }, finish_reason: 'stop' }, ...choices] }),
    ).toEqual([
      { type: 'start' },
      text('a'),
      text('b', 1),
      text('c', 2),
      STOP,
      { type: 'finish', choice: 1, reason: 'length' },
      { type: 'finish', choice: 2, reason: 'stop' },
    ]);
  });

  it.each([
    [{ error: { message: 'm', code: 502 } }],
    [{ choices: [{ error: { message: 'm', code: 502 }, message: {}, finish_reason: 'error' }] }],
  ])('that is an error in truth fails: %j', (body) => {
    expect(openAiChat.readReply(body)).toEqual([{ type: 'failure', failure: { kind: 'upstream', message: 'm' } }]);
  });

  it.each([[undefined], [null], ['text'], [[]], [{}], [{ choices: [] }], [{ choices: 'x' }]])('%j is none', (body) => {
    expect(() => openAiChat.readReply(body)).toThrow(UnreadableReply);
  });
});

const frame = (chunk: unknown) => `data: ${typeof chunk === 'string' ? chunk : JSON.stringify(chunk)}\n\n`;
const delta = (said: JsonObject, rest: JsonObject = {}) => ({ choices: [{ index: 0, delta: said, ...rest }] });
const DONE = '[DONE]';

function readStream(...chunks: unknown[]): ReplyEvent[] {
  const reader = openAiChat.createStreamReader();
  const events = framesOf(Buffer.from(chunks.map(frame).join(''))).flatMap((one) => reader.read(one));
  return [...events, ...reader.end()].filter(({ type }) => type !== 'start');
}

const CUT: ReplyEvent = {
  type: 'failure',
  failure: { kind: 'upstream', message: 'The upstream ended the stream before the reply was complete.' },
};

describe('a streamed reply', () => {
  it('tells who and when once', () => {
    const reader = openAiChat.createStreamReader();
    const stream = [reply({}), { ...reply({}), id: 'other' }].map(frame).join('');
    expect(
      framesOf(Buffer.from(stream))
        .flatMap((one) => reader.read(one))
        .filter(({ type }) => type === 'start'),
    ).toEqual([START]);
  });

  it.each<[string, unknown[], ReplyEvent[]]>([
    [
      'text',
      [
        delta({ role: 'assistant', content: '' }),
        delta({ content: 'a' }),
        delta({ content: 'b' }, { finish_reason: 'stop' }),
        DONE,
      ],
      [text('a'), text('b'), STOP],
    ],
    [
      'no sentinel after the finish',
      [delta({ content: 'a' }), delta({}, { finish_reason: 'stop' })],
      [text('a'), STOP],
    ],
    ['no finish before the sentinel', [delta({ content: 'a' }), DONE], [text('a'), STOP]],
    [
      'a finish told twice',
      [delta({}, { finish_reason: 'stop' }), delta({}, { finish_reason: 'length' }), DONE],
      [STOP],
    ],
    ['anything behind the sentinel', [delta({}, { finish_reason: 'stop' }), DONE, delta({ content: 'late' })], [STOP]],
    [
      'a choice without number or delta',
      [{ choices: [{ delta: { content: 'a' } }] }, { choices: [{ finish_reason: 'stop' }] }],
      [text('a'), STOP],
    ],
    [
      'usage in a chunk of its own',
      [delta({}, { finish_reason: 'stop' }), { choices: [], usage: { prompt_tokens: 1 } }, DONE],
      [STOP, { type: 'usage', usage: { inputTokens: 1 } }],
    ],
    [
      'usage with the finish, and in Groq’s envelope',
      [{ ...delta({}, { finish_reason: 'stop' }), x_groq: { usage: { prompt_tokens: 1 } } }, DONE],
      [STOP, { type: 'usage', usage: { inputTokens: 1 } }],
    ],
    ['cut short', [delta({ content: 'a' })], [text('a'), CUT]],
    [
      'one choice of two cut short',
      [delta({}, { finish_reason: 'stop' }), { choices: [{ index: 1, delta: {} }] }],
      [STOP, CUT],
    ],
    ['empty', [], [CUT]],
    ['the sentinel alone', [DONE], [CUT]],
    [
      'an error',
      [delta({ content: 'a' }), { error: { message: 'm', code: 503 } }, delta({ content: 'b' })],
      [text('a'), { type: 'failure', failure: { kind: 'overloaded', message: 'm' } }],
    ],
    [
      'an error beside a choice',
      [{ ...delta({ content: '' }, { finish_reason: 'error' }), error: { message: 'm', code: 'server_error' } }, DONE],
      [{ type: 'failure', failure: { kind: 'upstream', message: 'm', code: 'server_error' } }],
    ],
    [
      'reasoning',
      [delta({ reasoning_content: 'a' }), delta({ reasoning: 'b' }), DONE],
      [thought('a'), thought('b'), STOP],
    ],
  ])('%s', (_name, chunks, events) => {
    expect(readStream(...chunks)).toEqual(events);
  });

  it('fails on an error event that has no error field', () => {
    const reader = openAiChat.createStreamReader();
    const [bad] = framesOf(Buffer.from('event: error\ndata: {"message":"m","code":429}\n\n'));
    expect(reader.read(bad!)).toEqual([{ type: 'failure', failure: { kind: 'rate-limit', message: 'm' } }]);
    expect(reader.end()).toEqual([]);
  });

  it('passes comments over, and half a frame at the end', () => {
    const reader = openAiChat.createStreamReader();
    const frames = framesOf(Buffer.from(`: PROCESSING\n\n${frame(delta({ content: 'a' }))}data: {"cho`));
    expect(frames.flatMap((one) => reader.read(one))).toEqual([{ type: 'start' }, text('a')]);
    expect(reader.end()).toEqual([CUT]);
  });

  it.each(['data: {broken\n\n', 'data: 7\n\n', 'data: []\n\n'])('%j is not read', (bytes) => {
    expect(() => openAiChat.createStreamReader().read(framesOf(Buffer.from(bytes))[0]!)).toThrow(UnreadableReply);
  });

  const calls = (...list: JsonObject[]) => delta({ tool_calls: list });
  const FINISH: ReplyEvent = { type: 'finish', choice: 0, reason: 'tool-calls' };
  it.each<[string, unknown[], ReplyEvent[]]>([
    [
      'by number, the id only at first',
      [
        calls(call({ index: 0, id: 'a' }, 'f', '')),
        calls(call({ index: 1, id: 'b' }, 'g', '{')),
        calls(call({ index: 0 }, undefined, '{}')),
        calls(call({ index: 1 }, undefined, '}')),
      ],
      [started(0, 'a', 'f'), started(1, 'b', 'g'), argued(1, '{'), argued(0, '{}'), argued(1, '}')],
    ],
    [
      'by numbers that begin at 1',
      [calls(call({ index: 1, id: 'a' }, 'f', '{}')), calls(call({ index: 2, id: 'b' }, 'g', '{}'))],
      [started(0, 'a', 'f'), argued(0, '{}'), started(1, 'b', 'g'), argued(1, '{}')],
    ],
    [
      'without numbers, by id',
      [
        calls(call({ id: 'a' }, 'f', '{')),
        calls(call({ id: 'b' }, 'g', '{}')),
        calls(call({ id: 'a' }, undefined, '}')),
      ],
      [started(0, 'a', 'f'), argued(0, '{'), started(1, 'b', 'g'), argued(1, '{}'), argued(0, '}')],
    ],
    [
      'without numbers and ids, the last one',
      [calls(call({ id: 'a' }, 'f', '{')), calls(call({}, undefined, '}'))],
      [started(0, 'a', 'f'), argued(0, '{'), argued(0, '}')],
    ],
    [
      'all numbered 0, told apart by id',
      [
        calls(call({ index: 0, id: 'a' }, 'f', '{}'), call({ index: 0, id: 'b' }, 'g', '{')),
        calls(call({ index: 0 }, undefined, '}')),
      ],
      [started(0, 'a', 'f'), argued(0, '{}'), started(1, 'b', 'g'), argued(1, '{'), argued(1, '}')],
    ],
    [
      'the id again with each delta',
      [calls(call({ index: 0, id: 'a' }, 'f', '{')), calls(call({ index: 0, id: 'a' }, 'f', '}'))],
      [started(0, 'a', 'f'), argued(0, '{'), argued(0, '}')],
    ],
    [
      'arguments before the name',
      [calls(call({ index: 0, id: 'a' }, undefined, '{')), calls(call({ index: 0 }, 'f', '}'))],
      [started(0, 'a', 'f'), argued(0, '{}')],
    ],
    [
      'no id at all',
      [{ id: 'x-1', ...calls(call({ index: 0 }, 'f', '{}')) }],
      [started(0, 'call_x1_0_0', 'f'), argued(0, '{}')],
    ],
  ])('calls: %s', (_name, chunks, events) => {
    expect(readStream(...chunks, DONE)).toEqual([...events, FINISH]);
  });
});

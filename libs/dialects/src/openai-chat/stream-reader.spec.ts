import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type ReplyEvent } from '../events';
import { framesOf } from '../testing/split-stream';
import { openAiChat } from './openai-chat';
import { argued, extra, native, proof, started, STOP, text, thought } from './spec-support';

const call = (rest: JsonObject, name?: string, args?: unknown) => ({ ...rest, function: { name, arguments: args } });
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
    const first = { id: 'chatcmpl-1', model: 'm', created: 7, ...delta({}) };
    const stream = [first, { ...first, id: 'other' }].map(frame).join('');
    expect(
      framesOf(Buffer.from(stream))
        .flatMap((one) => reader.read(one))
        .filter(({ type }) => type === 'start'),
    ).toEqual([{ type: 'start', id: 'chatcmpl-1', model: 'm', createdAtSeconds: 7 }]);
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
    [
      'reasoning in details, each proof when its entry is over',
      [
        delta({ reasoning: 'a', reasoning_details: [{ type: 'reasoning.text', text: 'a', format: 'f', index: 0 }] }),
        delta({ reasoning: 'b', reasoning_details: [{ type: 'reasoning.text', text: 'b', format: 'f', index: 0 }] }),
        delta({ reasoning_details: [{ type: 'reasoning.text', text: 'c', format: 'f', index: 1 }] }),
        delta({ reasoning_details: [{ type: 'reasoning.text', signature: 's', index: 1 }] }),
        delta({ reasoning_details: [{ type: 'reasoning.summary', summary: 'd' }], content: '' }),
        delta({ content: 'a' }),
        delta({ reasoning_details: [{ type: 'reasoning.summary', summary: 'e' }] }),
        DONE,
      ],
      [
        thought('a'),
        thought('b'),
        proof('signature', { type: 'reasoning.text', format: 'f', index: 0 }),
        thought('c'),
        proof('signature', { type: 'reasoning.text', signature: 's', index: 1, format: 'f' }),
        thought('d'),
        proof('signature', { type: 'reasoning.summary' }),
        text('a'),
        thought('e'),
        proof('signature', { type: 'reasoning.summary' }),
        STOP,
      ],
    ],
    [
      'what no reader knows, once as long as it stays',
      [
        { ...delta({ channel: 'x' }), system_fingerprint: 'fp', obfuscation: 'a', list: [1] },
        { ...delta({ channel: 'x' }), system_fingerprint: 'fp', obfuscation: 'b', list: [1] },
        { ...delta({ channel: 'y' }), system_fingerprint: 'fp', list: [2] },
        DONE,
      ],
      [
        extra('choices[0].message.channel', 'x'),
        extra('system_fingerprint', 'fp'),
        extra('list', [1]),
        extra('choices[0].message.channel', 'y'),
        extra('list', [2]),
        STOP,
      ],
    ],
    [
      'the tier with the usage, wherever it was told',
      [
        { ...delta({}, { finish_reason: 'stop' }), service_tier: 'flex' },
        { choices: [], usage: { prompt_tokens: 1, server_tool_use_details: { web_search_requests: 1 } } },
        DONE,
      ],
      [STOP, { type: 'usage', usage: { inputTokens: 1 }, serviceTier: 'flex', webSearches: 1 }],
    ],
    [
      'calls of custom tools as they come, numbered among the others',
      [
        delta({ tool_calls: [{ index: 0, id: 'a', type: 'custom', custom: { name: 'x', input: '' } }] }),
        delta({ tool_calls: [{ index: 0, custom: { input: 'y' } }] }),
        delta({ tool_calls: [{ index: 1, ...call({ id: 'b' }, 'f', '{}') }, { index: 1, note: 1 }, { index: 5 }] }),
        DONE,
      ],
      [
        native({ tool_calls: [{ index: 0, id: 'a', type: 'custom', custom: { name: 'x', input: '' } }] }),
        native({ tool_calls: [{ index: 0, custom: { input: 'y' } }] }),
        started(1, 'b', 'f'),
        argued(1, '{}'),
        extra('choices[0].message.tool_calls[1].note', 1),
        { type: 'finish', choice: 0, reason: 'tool-calls' },
      ],
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

  it('tells a proof with the piece that holds it', () => {
    const reader = openAiChat.createStreamReader();
    const read = (entry: JsonObject) => {
      const [one] = framesOf(Buffer.from(frame(delta({ reasoning_details: [entry] }))));
      return reader.read(one!).filter(({ type }) => type !== 'start');
    };
    expect(read({ type: 'reasoning.text', text: 'a' })).toEqual([thought('a')]);
    const signed = { type: 'reasoning.text', signature: 's' };
    expect(read(signed)).toEqual([proof('signature', signed)]);
    const encrypted = { type: 'reasoning.encrypted', data: 'd' };
    expect(read(encrypted)).toEqual([proof('encrypted', encrypted)]);
    expect(read({ type: 'reasoning.summary', summary: 'b' })).toEqual([thought('b')]);
    expect(read({ type: 'reasoning.text', text: 'c' })).toEqual([
      proof('signature', { type: 'reasoning.summary' }),
      thought('c'),
    ]);
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

import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { type FinishReason, type ReplyEvent } from '../events';
import { openAiChat } from './openai-chat';
import { argued, extra, native, proof, started, STOP, text, thought } from './spec-support';

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
          { type: 'reference', reference_ids: [1] },
        ],
      },
      [thought('hm'), text('a'), native({ content: [{ type: 'reference', reference_ids: [1] }] })],
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
    [
      'OpenRouter’s summary, which returns as it is',
      { reasoning_details: [{ type: 'reasoning.summary', summary: 'sum', index: 0, signature: null }] },
      [thought('sum'), proof('signature', { type: 'reasoning.summary', index: 0 })],
    ],
    ['text of details that has nothing to return', { reasoning_details: [{ text: 'a', index: 0 }] }, [thought('a')]],
    [
      'citations',
      {
        content: 'a',
        annotations: [
          { type: 'url_citation', url_citation: { url: 'u', title: 't', start_index: 0, end_index: 1 } },
          { type: 'file', file: { hash: 'h' } },
        ],
      },
      [
        text('a'),
        { type: 'citation', choice: 0, citation: { url: 'u', title: 't', startIndex: 0, endIndex: 1 } },
        {
          type: 'citation',
          choice: 0,
          citation: { native: { dialect: 'openai-chat', value: { type: 'file', file: { hash: 'h' } } } },
        },
      ],
    ],
    [
      'images',
      {
        images: [
          { type: 'image_url', image_url: { url: 'data:image/png;base64,QUJD' } },
          { type: 'image_url', image_url: { url: 'https://x' } },
          { type: 'image_url', image_url: { url: 'data:image/svg+xml,x' } },
          { type: 'link' },
        ],
      },
      [
        {
          type: 'media',
          choice: 0,
          media: 'image',
          source: { kind: 'base64', mediaType: 'image/png', data: 'QUJD' },
        },
        native({ images: [{ type: 'image_url', image_url: { url: 'https://x' } }] }, 'https://x'),
        native({ images: [{ type: 'image_url', image_url: { url: 'data:image/svg+xml,x' } }] }),
        native({ images: [{ type: 'link' }] }),
      ],
    ],
    [
      'speech, with what it says',
      { audio: { id: 'a', data: 'QUJD', transcript: 'hi' } },
      [native({ audio: { id: 'a', data: 'QUJD', transcript: 'hi' } }, 'hi')],
    ],
    [
      'Google’s proof on the call itself',
      { tool_calls: [{ ...call({ id: 'a' }, 'f'), extra_content: { google: 1 } }] },
      [
        {
          ...started(0, 'a', 'f'),
          state: { dialect: 'openai-chat', kind: 'signature', data: '{"extra_content":{"google":1}}' },
        } as ReplyEvent,
      ],
    ],
    [
      'calls, also without index, id or arguments',
      {
        tool_calls: [
          call({ id: 'a' }, 'f', '{}'),
          call({}, 'g'),
          call({ id: 'c', index: 0 }, 'h', { x: 1 }),
          { id: 'd', type: 'custom', custom: { name: 'x', input: 'y' } },
          { id: 'e' },
        ],
      },
      [
        started(0, 'a', 'f'),
        argued(0, '{}'),
        started(1, 'call_chatcmpl1_0_1', 'g'),
        started(2, 'c', 'h'),
        argued(2, '{"x":1}'),
        native({ tool_calls: [{ id: 'd', type: 'custom', custom: { name: 'x', input: 'y' }, index: 3 }] }),
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

  it('tells log probabilities, of the text and of the refusal', () => {
    const a = { token: 'a', logprob: -0.5 };
    const likely = { token: 'b', logprob: -1, bytes: [98] };
    const logprobs = {
      content: [{ ...a, bytes: null, top_logprobs: [likely] }, { token: 7 }, null],
      refusal: [{ ...likely, top_logprobs: [] }],
    };
    expect(openAiChat.readReply(reply({ content: 'a' }, { logprobs })).slice(2, -1)).toEqual([
      { type: 'logprobs', choice: 0, tokens: [{ ...a, top: [likely] }] },
      { type: 'logprobs', choice: 0, tokens: [likely], of: 'refusal' },
    ]);
  });

  it('keeps what no reader knows, at its place', () => {
    const body = {
      ...reply(
        { content: 'a', executed: [1], tool_calls: [{ ...call({ id: 'a', note: 1 }, 'f') }], x: null, y: [] },
        { stop_reason: 7, logprobs: { tokens: ['a'] } },
      ),
      object: 'chat.completion',
      system_fingerprint: 'fp',
      obfuscation: 'noise',
      service_tier: 'flex',
      x_groq: { id: 'r', usage: { prompt_tokens: 1, queue_time: 2 } },
    };
    expect(openAiChat.readReply(body).filter(({ type }) => type === 'extra')).toEqual([
      extra('choices[0].message.tool_calls[0].note', 1),
      extra('choices[0].logprobs.tokens', ['a']),
      extra('choices[0].stop_reason', 7),
      extra('choices[0].message.executed', [1]),
      extra('system_fingerprint', 'fp'),
      extra('x_groq.id', 'r'),
      extra('usage.queue_time', 2),
    ]);
    expect(openAiChat.readReply(body).find(({ type }) => type === 'usage')).toEqual({
      type: 'usage',
      usage: { inputTokens: 1 },
      serviceTier: 'flex',
    });
    const uncounted = { ...reply({ content: 'a' }), service_tier: 'flex', usage: { cost: 1 } };
    expect(openAiChat.readReply(uncounted).filter(({ type }) => type === 'extra')).toEqual([
      extra('service_tier', 'flex'),
      extra('usage', { cost: 1 }),
    ]);
  });

  it('takes no choice for one of a million', () => {
    const choices = [-1, 0.5, 1e6, 'x'].map((index) => ({ index, message: { content: 'a' } }));
    expect(openAiChat.readReply({ choices }).filter(({ type }) => type === 'text-delta')).toEqual(
      [0, 1, 2, 3].map((choice) => text('a', choice)),
    );
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

import { type Message } from '@anthropic-ai/sdk/resources/messages/messages';
import { describe, expect, test } from 'vitest';
import { type ReasoningState } from '../call';
import { type FinishReason, type ReplyEvent, type Served } from '../events';
import { sealState } from '../reasoning-state';
import { type Usage } from '../usage';
import { anthropicMessages } from './anthropic-messages';
import { contextOf } from './spec-support';

const STOP: ReplyEvent = { type: 'finish', choice: 0, reason: 'stop' };
const USAGE: ReplyEvent = { type: 'usage', usage: { inputTokens: 3, outputTokens: 5 } };
const text = (value: string, choice = 0): ReplyEvent => ({ type: 'text-delta', choice, text: value });
const thought = (value: string): ReplyEvent => ({ type: 'reasoning-delta', choice: 0, text: value });
const proof = (state: ReasoningState): ReplyEvent => ({ type: 'reasoning-state', choice: 0, state });
const call = (index: number, id: string, state?: ReasoningState): ReplyEvent => ({
  type: 'tool-call-start',
  choice: 0,
  index,
  id,
  name: 'f',
  state,
});
const argue = (index: number, argumentsText: string): ReplyEvent => ({
  type: 'tool-call-delta',
  choice: 0,
  index,
  argumentsText,
});

const TEXT = { type: 'text', citations: null };
const TOOL_USE = { type: 'tool_use', name: 'f', input: {}, caller: { type: 'direct' } };
const OWN: ReasoningState = { dialect: 'anthropic-messages', kind: 'signature', data: 'sig==' };
const FOREIGN: ReasoningState = { dialect: 'gemini', kind: 'signature', data: 'x' };

/** Writes a reply of these events, and what the receipt says of it. */
function write(...events: ReplyEvent[]) {
  const context = contextOf();
  const message = anthropicMessages.writeReply([{ type: 'start' }, ...events, USAGE, STOP], context);
  return { content: message['content'], message, receipt: context.book.lines };
}

test('a reply is a message of this dialect, under our id, model and price', () => {
  const message: Message = {
    id: 'msg_ours',
    type: 'message',
    role: 'assistant',
    model: 'author/slug',
    content: [{ type: 'text', text: 'Hello', citations: null }],
    container: null,
    diagnostics: null,
    stop_reason: 'end_turn',
    stop_sequence: null,
    stop_details: null,
    usage: {
      input_tokens: 3,
      cache_creation_input_tokens: null,
      cache_read_input_tokens: null,
      cache_creation: null,
      output_tokens: 5,
      output_tokens_details: null,
      server_tool_use: null,
      service_tier: null,
      speed: null,
      inference_geo: null,
    },
  };
  const written = write(text('Hel'), text('lo'));
  expect(written.message).toStrictEqual({ ...message, usage: { ...message.usage, cost: 0.25 } });
  expect(written.receipt).toEqual([]);
});

describe('the content', () => {
  test('is blocks in the order in which they were said', () => {
    const { content } = write(
      thought('H'),
      thought('m'),
      proof(OWN),
      text('a'),
      call(0, 't'),
      argue(0, '{"a":1}'),
      text('b'),
    );
    expect(content).toEqual([
      { type: 'thinking', thinking: 'Hm', signature: 'sig==' },
      { ...TEXT, text: 'a' },
      { ...TOOL_USE, id: 't', input: { a: 1 } },
      { ...TEXT, text: 'b' },
    ]);
  });

  test('of calls that came interleaved is each with its own arguments', () => {
    const { content } = write(call(0, 'a'), argue(0, '{"x"'), call(1, 'b'), argue(1, '{"y":1}'), argue(0, ':0}'));
    expect(content).toEqual([
      { ...TOOL_USE, id: 'a', input: { x: 0 } },
      { ...TOOL_USE, id: 'b', input: { y: 1 } },
    ]);
  });

  test.each(['{"a":', '[1]', 'null'])('keeps arguments that are no object: %s', (wrong) => {
    const { content, receipt } = write(call(0, 't'), argue(0, wrong));
    expect(content).toEqual([{ ...TOOL_USE, id: 't', input: { arguments: wrong } }]);
    expect(receipt).toMatchObject([{ path: 'response.content', outcome: 'approximated' }]);
  });

  test.each(['', ' '])('takes a call without arguments: %j', (nothing) => {
    expect(write(call(0, 't'), argue(0, nothing)).content).toEqual([{ ...TOOL_USE, id: 't' }]);
  });

  test('names arguments that came when the call was complete', () => {
    const { content, receipt } = write(call(0, 't'), argue(0, '{}'), text('a'), argue(0, ' '), argue(0, '!'));
    expect(content).toEqual([
      { ...TOOL_USE, id: 't' },
      { ...TEXT, text: 'a' },
    ]);
    expect(receipt).toMatchObject([{ path: 'response.content', outcome: 'dropped' }]);
  });

  test('keeps paragraphs of thought apart in one block, which one proof signs', () => {
    const gap: ReplyEvent = { type: 'reasoning-break', choice: 0 };
    expect(write(gap, thought('a'), gap, thought('b'), proof(FOREIGN), gap, thought('c')).content).toEqual([
      { type: 'thinking', thinking: 'a\n\nb', signature: sealState(FOREIGN) },
      { type: 'thinking', thinking: 'c', signature: '' },
    ]);
  });

  test('keeps texts apart that were blocks of their own', () => {
    expect(write(text('a'), { type: 'text-end', choice: 0 }, text('b')).content).toEqual([
      { ...TEXT, text: 'a' },
      { ...TEXT, text: 'b' },
    ]);
  });
});

describe('a proof of reasoning', () => {
  const REDACTED: ReasoningState = { ...OWN, kind: 'redacted', data: 'r==' };
  const ENCRYPTED: ReasoningState = { dialect: 'openai-responses', kind: 'encrypted', data: 'e', id: 'rs_1' };

  test.each<[string, ReplyEvent[], object[]]>([
    ['of Anthropic signs', [proof(OWN)], [{ type: 'thinking', thinking: '', signature: 'sig==' }]],
    ['of Anthropic stands by itself', [proof(REDACTED)], [{ type: 'redacted_thinking', data: 'r==' }]],
    [
      'of Anthropic stands by itself behind a thought',
      [thought('Hm'), proof(REDACTED)],
      [
        { type: 'thinking', thinking: 'Hm', signature: '' },
        { type: 'redacted_thinking', data: 'r==' },
      ],
    ],
    [
      'of another signs the thought before it',
      [thought('Hm'), proof(ENCRYPTED)],
      [{ type: 'thinking', thinking: 'Hm', signature: sealState(ENCRYPTED) }],
    ],
    [
      'of another stands by itself without one',
      [text('a'), proof(ENCRYPTED)],
      [
        { ...TEXT, text: 'a' },
        { type: 'redacted_thinking', data: sealState(ENCRYPTED) },
      ],
    ],
    [
      'of another that rides on a call names it',
      [call(0, 't', FOREIGN)],
      [
        { type: 'redacted_thinking', data: sealState(FOREIGN, 't') },
        { ...TOOL_USE, id: 't' },
      ],
    ],
    [
      'of another that rides on a call behind a thought names it too',
      [thought('Hm'), call(0, 't', FOREIGN)],
      [
        { type: 'thinking', thinking: 'Hm', signature: sealState(FOREIGN, 't') },
        { ...TOOL_USE, id: 't' },
      ],
    ],
  ])('%s', (_how, events, content) => {
    expect(write(...events).content).toEqual(content);
  });

  test.each([OWN, REDACTED, ENCRYPTED, FOREIGN, { dialect: 'openai-chat', kind: 'signature', data: '{}' } as const])(
    'comes back from the client as it was: $dialect $kind',
    (state) => {
      const { content } = write(thought('Hm'), proof(state), text('a'), call(0, 't', state));
      const messages = [{ role: 'assistant', content }];
      const { messages: read } = anthropicMessages.readRequest({ model: 'm', max_tokens: 1, messages });
      const states = read[0]!.parts.flatMap((part) => ('state' in part && part.state ? [[part.type, part.state]] : []));
      const isOwn = state.dialect === 'anthropic-messages';
      expect(states).toEqual([
        ['reasoning', state],
        // Anthropic's own never rides on a call.
        [isOwn ? 'reasoning' : 'tool-call', state],
      ]);
    },
  );
});

describe('a citation', () => {
  const cite = (citation: Extract<ReplyEvent, { type: 'citation' }>['citation']): ReplyEvent => ({
    type: 'citation',
    choice: 0,
    citation,
  });

  test('of Anthropic is as it was', () => {
    const value = { type: 'page_location', cited_text: 'c' };
    const { content, receipt } = write(cite({ native: { dialect: 'anthropic-messages', value } }), text('a'));
    expect(content).toEqual([{ type: 'text', text: 'a', citations: [value] }]);
    expect(receipt).toEqual([]);
  });

  test('of another is a search result, and comes back as no proof of ours', () => {
    const { content, receipt } = write(text('a'), cite({ url: 'u', title: 'T', startIndex: 0 }), cite({ url: 'v' }));
    const search = { type: 'web_search_result_location', cited_text: '', encrypted_index: '' };
    expect(content).toEqual([
      {
        type: 'text',
        text: 'a',
        citations: [
          { ...search, url: 'u', title: 'T' },
          { ...search, url: 'v', title: null },
        ],
      },
    ]);
    expect(receipt).toMatchObject([{ path: 'response.citations', outcome: 'approximated' }]);
    const messages = [{ role: 'assistant', content }];
    const { messages: read } = anthropicMessages.readRequest({ model: 'm', max_tokens: 1, messages });
    expect(read).toMatchObject([{ parts: [{ citations: [{ url: 'u', title: 'T' }, { url: 'v' }] }] }]);
    expect(JSON.stringify(read)).not.toContain('native');
  });

  test('without a URL is dropped by name', () => {
    const { content, receipt } = write(text('a'), cite({ title: 'T' }));
    expect(content).toEqual([{ ...TEXT, text: 'a' }]);
    expect(receipt).toMatchObject([{ path: 'response.citations', outcome: 'dropped' }]);
  });
});

describe('what this dialect cannot say is dropped by name', () => {
  test.each<[ReplyEvent, string]>([
    [text('b', 1), 'response.choices[1]'],
    [
      { type: 'media', choice: 0, media: 'image', source: { kind: 'base64', mediaType: 'image/png', data: '' } },
      'response.image',
    ],
    [{ type: 'logprobs', choice: 0, tokens: [] }, 'response.logprobs'],
    [
      { type: 'native', choice: 0, dialect: 'openai-responses', value: { type: 'web_search_call' }, text: 'x' },
      'response.web_search_call',
    ],
    [{ type: 'native', choice: 0, dialect: 'gemini', value: { executableCode: {} } }, 'response.executableCode'],
    [{ type: 'native', choice: 0, dialect: 'gemini', value: {} }, 'response.native'],
    [{ type: 'extra', dialect: 'openai-chat', path: 'system_fingerprint', value: 'x' }, 'response.system_fingerprint'],
  ])('%j at %s', (event, path) => {
    const { content, receipt } = write(text('a'), event);
    expect(content).toEqual([{ ...TEXT, text: 'a' }]);
    expect(receipt).toMatchObject([{ path, outcome: 'dropped' }]);
  });
});

describe('the end', () => {
  const end = (finish: Partial<Extract<ReplyEvent, { type: 'finish' }>>, ...before: ReplyEvent[]) => {
    const context = contextOf();
    const events: ReplyEvent[] = [...before, USAGE, { type: 'finish', choice: 0, reason: 'stop', ...finish }];
    const { stop_reason, stop_sequence, stop_details } = anthropicMessages.writeReply(events, context);
    return { stop_reason, stop_sequence, stop_details, receipt: context.book.lines };
  };

  test.each<[FinishReason, string]>([
    ['stop', 'end_turn'],
    ['length', 'max_tokens'],
    ['tool-calls', 'tool_use'],
    ['refusal', 'refusal'],
    ['content-filter', 'refusal'],
    ['pause', 'pause_turn'],
    ['error', 'end_turn'],
  ])('by %s is %s', (reason, stop_reason) => {
    expect(end({ reason, vendorReason: 'OTHER' })).toMatchObject({ stop_reason, stop_sequence: null });
  });

  test('at a stop sequence names it', () => {
    expect(end({ stopSequence: 'END' })).toMatchObject({ stop_reason: 'stop_sequence', stop_sequence: 'END' });
  });

  test('of a reply that broke off says that this format has no word for it', () => {
    expect(end({ reason: 'error' }).receipt).toMatchObject([{ path: 'response.stop_reason', outcome: 'approximated' }]);
  });

  test('by a refusal has its explanation, whatever the reason was called', () => {
    const refuse = (value: string): ReplyEvent => ({ type: 'refusal-delta', choice: 0, text: value });
    expect(end({}, refuse('I '), refuse('cannot.'))).toMatchObject({
      stop_reason: 'refusal',
      stop_details: { type: 'refusal', category: null, explanation: 'I cannot.' },
    });
  });

  test('may be missing', () => {
    expect(anthropicMessages.writeReply([text('a')], contextOf())).toMatchObject({ stop_reason: 'end_turn' });
  });
});

describe('usage', () => {
  const tell = (usage: Usage, served: Served = {}, usdCostOf = () => 0.25 as number | undefined) => {
    const context = contextOf({ usdCostOf });
    const message = anthropicMessages.writeReply([text('a'), { type: 'usage', usage, ...served }, STOP], context);
    return { usage: message['usage'], receipt: context.book.lines };
  };

  test('tells every class that this dialect has', () => {
    const { usage, receipt } = tell(
      {
        inputTokens: 1,
        cacheReadTokens: 2,
        cacheWrite5mTokens: 3,
        cacheWrite1hTokens: 4,
        outputTokens: 5,
        reasoningTokens: 6,
      },
      { serviceTier: 'priority', speed: 'fast', webSearches: 7 },
    );
    expect(usage).toEqual({
      input_tokens: 1,
      cache_read_input_tokens: 2,
      cache_creation_input_tokens: 7,
      cache_creation: { ephemeral_5m_input_tokens: 3, ephemeral_1h_input_tokens: 4 },
      output_tokens: 11,
      output_tokens_details: { thinking_tokens: 6 },
      server_tool_use: { web_search_requests: 7, web_fetch_requests: 0 },
      service_tier: 'priority',
      speed: 'fast',
      inference_geo: null,
      cost: 0.25,
    });
    expect(receipt).toEqual([]);
  });

  test('counts media among the others, and the receipt says so', () => {
    const { usage, receipt } = tell({
      ...{ inputTokens: 1, inputAudioTokens: 2, inputImageTokens: 3 },
      ...{ outputTokens: 4, outputAudioTokens: 5, outputImageTokens: 6 },
    });
    expect(usage).toMatchObject({ input_tokens: 6, output_tokens: 15 });
    expect(receipt.map(({ path, outcome }) => [path, outcome])).toEqual(
      ['inputAudioTokens', 'inputImageTokens', 'outputAudioTokens', 'outputImageTokens'].map((name) => [
        `response.usage.${name}`,
        'approximated',
      ]),
    );
  });

  test.each<Usage>([{}, { inputTokens: 1 }, { outputTokens: 1 }])('of %j has zeros that the receipt names', (told) => {
    const { usage, receipt } = tell(told);
    expect(usage).toMatchObject({ input_tokens: told.inputTokens ?? 0, output_tokens: told.outputTokens ?? 0 });
    expect(receipt).toMatchObject([{ path: 'response.usage', outcome: 'approximated' }]);
  });

  test('of thoughts alone is an output that was told', () => {
    expect(tell({ inputTokens: 1, reasoningTokens: 2 })).toMatchObject({ usage: { output_tokens: 2 }, receipt: [] });
  });

  test('has no cost where it is not known', () => {
    expect(tell({ inputTokens: 1 }, {}, () => undefined).usage).not.toHaveProperty('cost');
  });

  test("is priced by how the reply was served, and OpenAI's default tier is the standard one", () => {
    const priced: unknown[] = [];
    const usdCostOf = (...told: unknown[]) => {
      priced.push(told);
      return undefined;
    };
    const { usage } = tell({ inputTokens: 1, outputTokens: 1 }, { serviceTier: 'default' }, usdCostOf);
    expect(usage).toMatchObject({ service_tier: 'standard' });
    expect(priced).toEqual([[{ inputTokens: 1, outputTokens: 1 }, { serviceTier: 'default' }]]);
  });

  test('that was never told is zeros without a price', () => {
    const context = contextOf();
    const { usage } = anthropicMessages.writeReply([text('a'), STOP], context);
    expect(usage).toMatchObject({ input_tokens: 0, output_tokens: 0 });
    expect(usage).not.toHaveProperty('cost');
    expect(context.book.lines).toMatchObject([{ path: 'response.usage' }]);
  });
});

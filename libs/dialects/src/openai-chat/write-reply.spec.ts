import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { type StreamContext } from '../dialect';
import { type FinishReason, type ReplyEvent } from '../events';
import { openAiChat } from './openai-chat';
import {
  argued,
  cited,
  contextOf,
  extra,
  linesOf,
  native,
  PAINTED,
  started,
  state,
  STOP,
  text,
  thought,
  written,
} from './spec-support';

const finished = (reason: FinishReason, vendorReason?: string): ReplyEvent => ({
  type: 'finish',
  choice: 0,
  reason,
  ...(vendorReason && { vendorReason }),
});

const foreignPart = {
  type: 'native',
  choice: 0,
  dialect: 'anthropic-messages',
  value: { type: 'web_search_tool_result' },
} as const;

describe('a reply of ours', () => {
  it('is a chat.completion', () => {
    const usage: ReplyEvent = { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } };
    expect(
      openAiChat.writeReply(
        [{ type: 'start', id: 'theirs', model: 'theirs' }, text('a'), text('b'), usage, STOP],
        contextOf(),
      ),
    ).toEqual({
      id: 'gen-1',
      object: 'chat.completion',
      created: 9,
      model: 'a/b',
      choices: [
        {
          index: 0,
          message: { role: 'assistant', content: 'ab', refusal: null },
          logprobs: null,
          finish_reason: 'stop',
        },
      ],
      usage: { prompt_tokens: 1, completion_tokens: 2, total_tokens: 3, cost: 0.5 },
      system_fingerprint: null,
    });
    expect(openAiChat.writeReply([text('a'), STOP], contextOf())).not.toHaveProperty('usage');
  });

  it('has its choices in order', () => {
    const body = openAiChat.writeReply(
      [text('b', 1), text('a'), { type: 'finish', choice: 1, reason: 'length' }, STOP],
      contextOf(),
    );
    expect(body['choices']).toMatchObject([
      { index: 0, message: { content: 'a' }, finish_reason: 'stop' },
      { index: 1, message: { content: 'b' }, finish_reason: 'length' },
    ]);
  });

  it.each<[FinishReason, string]>([
    ['stop', 'stop'],
    ['length', 'length'],
    ['tool-calls', 'tool_calls'],
    ['content-filter', 'content_filter'],
    ['refusal', 'content_filter'],
    ['pause', 'stop'],
    ['error', 'error'],
  ])('ends %s with %s', (reason, word) => {
    expect(written(finished(reason)).finish_reason).toBe(word);
    expect(written(finished(reason))).not.toHaveProperty('native_finish_reason');
    expect(written(finished(reason, 'THEIRS'))).toMatchObject({ finish_reason: word, native_finish_reason: 'THEIRS' });
  });

  it.each<[string, ReplyEvent[], JsonObject]>([
    ['nothing', [], { content: '' }],
    [
      'a refusal',
      [
        { type: 'refusal-delta', choice: 0, text: 'n' },
        { type: 'refusal-delta', choice: 0, text: 'o' },
      ],
      { content: null, refusal: 'no' },
    ],
    [
      'calls',
      [started(0, 'a', 'f'), argued(0, '{'), started(1, 'b', 'g'), argued(0, '}')],
      {
        content: null,
        tool_calls: [
          { id: 'a', type: 'function', function: { name: 'f', arguments: '{}' } },
          { id: 'b', type: 'function', function: { name: 'g', arguments: '' } },
        ],
      },
    ],
    [
      'reasoning by both names',
      [thought('h'), thought('m')],
      { content: '', reasoning_content: 'hm', reasoning: 'hm' },
    ],
    [
      'signed thoughts',
      [
        thought('h'),
        thought('m'),
        state('anthropic-messages', 'signature', 's1'),
        thought('x'),
        state('anthropic-messages', 'signature', 's2'),
        state('anthropic-messages', 'redacted'),
      ],
      {
        content: '',
        reasoning_content: 'hmx',
        reasoning: 'hmx',
        reasoning_details: [
          { type: 'reasoning.text', text: 'hm', signature: 's1', format: 'anthropic-claude-v1', index: 0 },
          { type: 'reasoning.text', text: 'x', signature: 's2', format: 'anthropic-claude-v1', index: 1 },
          { type: 'reasoning.encrypted', data: 'd', format: 'anthropic-claude-v1', index: 2 },
        ],
      },
    ],
    [
      'a thought and an encrypted one',
      [thought('hm'), state('openai-responses', 'encrypted')],
      {
        content: '',
        reasoning_content: 'hm',
        reasoning: 'hm',
        reasoning_details: [
          { type: 'reasoning.summary', summary: 'hm', format: 'openai-responses-v1', index: 0 },
          { type: 'reasoning.encrypted', data: 'd', format: 'openai-responses-v1', index: 0 },
        ],
      },
    ],
    [
      'a proof on a call',
      [thought('hm'), started(0, 'c1', 'f', { dialect: 'gemini', kind: 'signature', data: 'ts' })],
      {
        content: null,
        reasoning_content: 'hm',
        reasoning: 'hm',
        reasoning_details: [
          { type: 'reasoning.text', text: 'hm', index: 0 },
          { type: 'reasoning.encrypted', data: 'ts', id: 'c1', format: 'google-gemini-v1', index: 1 },
        ],
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '' } }],
      },
    ],
    ['a proof that only claims to be ours', [state('openai-chat', 'signature', 'x')], { content: '' }],
    [
      'paragraphs of reasoning',
      [{ type: 'reasoning-break', choice: 0 }, thought('a'), { type: 'reasoning-break', choice: 0 }, thought('b')],
      { content: '', reasoning_content: 'a\n\nb', reasoning: 'a\n\nb' },
    ],
    [
      'where its texts come from, counted over all of them',
      [
        text('ab'),
        { type: 'text-end', choice: 0 },
        text('cd'),
        cited({ url: 'u' }),
        cited({ native: { dialect: 'openai-chat', value: { type: 'file' } } }),
      ],
      {
        content: 'abcd',
        annotations: [
          { type: 'url_citation', url_citation: { url: 'u', title: 'u', start_index: 2, end_index: 4 } },
          { type: 'file' },
        ],
      },
    ],
    [
      'a whole citation',
      [
        text('ab'),
        { type: 'text-end', choice: 0 },
        text('cd'),
        cited({ url: 'u', title: 't', citedText: 'w', startIndex: 1, endIndex: 2 }),
      ],
      {
        content: 'abcd',
        annotations: [
          { type: 'url_citation', url_citation: { url: 'u', title: 't', start_index: 3, end_index: 4, content: 'w' } },
        ],
      },
    ],
    [
      'a thought after the last proof',
      [thought('a'), state('anthropic-messages', 'signature', 's'), thought('b')],
      {
        content: '',
        reasoning_content: 'ab',
        reasoning: 'ab',
        reasoning_details: [
          { type: 'reasoning.text', text: 'a', signature: 's', format: 'anthropic-claude-v1', index: 0 },
          { type: 'reasoning.text', text: 'b', index: 1 },
        ],
      },
    ],
    [
      'images',
      [PAINTED],
      { content: '', images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,QUJD' } }] },
    ],
    [
      'parts of its own',
      [
        text('a'),
        native({ content: [{ type: 'reference' }] }),
        text('b'),
        native({ audio: { id: 'x' } }),
        native({ images: [{ type: 'link' }, 'x'], content: ['y'] }),
        native({ tool_calls: [{ index: 0, id: 'c0', type: 'custom' }] }),
        started(1, 'c1', 'f'),
      ],
      {
        content: [{ type: 'text', text: 'a' }, { type: 'reference' }, { type: 'text', text: 'b' }],
        audio: { id: 'x' },
        images: [{ type: 'link' }],
        tool_calls: [
          { id: 'c0', type: 'custom' },
          { id: 'c1', type: 'function', function: { name: 'f', arguments: '' } },
        ],
      },
    ],
    ['nothing of what another dialect’s tools did', [{ ...foreignPart, text: 'found' }], { content: '' }],
  ])('says %s', (_name, events, message) => {
    expect(written(...events, STOP).message).toEqual({ role: 'assistant', refusal: null, ...message });
  });

  it('keeps fields that only this dialect knows, and its own cost above the vendor’s', () => {
    const events = [
      text('a'),
      extra('system_fingerprint', 'fp'),
      extra('choices[0].message.tool_calls[0].note', 1),
      extra('usage.cost', 9),
      extra('usage.prompt_tokens_details.video_tokens', 2),
      { type: 'usage', usage: { inputTokens: 1 }, serviceTier: 'flex', webSearches: 3 } as const,
      started(0, 'c', 'f'),
      STOP,
    ];
    const asked: unknown[] = [];
    const usdCostOf = (...of: unknown[]) => (asked.push(of), 0.5);
    expect(openAiChat.writeReply(events, contextOf({ usdCostOf }))).toMatchObject({
      system_fingerprint: 'fp',
      service_tier: 'flex',
      choices: [{ message: { tool_calls: [{ id: 'c', note: 1 }] } }],
      usage: {
        cost: 0.5,
        prompt_tokens: 1,
        prompt_tokens_details: { video_tokens: 2 },
        server_tool_use_details: { web_search_requests: 3 },
      },
    });
    expect(asked).toEqual([[{ inputTokens: 1 }, { serviceTier: 'flex', webSearches: 3 }]]);
  });

  it('tells log probabilities of all that was said', () => {
    const tokens = [{ token: 'a', logprob: -1, bytes: [97], top: [{ token: 'b', logprob: -2 }] }];
    const one: ReplyEvent = { type: 'logprobs', choice: 0, tokens };
    const token = { token: 'a', logprob: -1, bytes: [97], top_logprobs: [{ token: 'b', logprob: -2, bytes: null }] };
    expect(written(text('a'), one, one, STOP)).toMatchObject({ logprobs: { content: [token, token], refusal: null } });
    expect(written(text('a'), { ...one, of: 'refusal' }, STOP)).toMatchObject({
      logprobs: { content: null, refusal: [token] },
    });
  });

  it.each<[ReplyEvent, string[]]>([
    [{ type: 'extra', dialect: 'gemini', path: 'promptFeedback', value: 1 }, ['dropped response.promptFeedback']],
    [foreignPart, ['dropped response.choices[0].web_search_tool_result']],
    [{ ...foreignPart, text: 'x' }, ['dropped response.choices[0].web_search_tool_result']],
    [{ ...foreignPart, value: {} }, ['dropped response.choices[0].part']],
    [{ ...PAINTED, media: 'audio' }, ['dropped response.choices[0].audio']],
    [cited({ title: 'page 3' }), ['dropped response.citations']],
    [finished('refusal'), ['approximated response.choices[0].finish_reason']],
    [finished('pause'), ['approximated response.choices[0].finish_reason']],
    [{ ...finished('stop'), stopSequence: 'X' } as ReplyEvent, ['dropped response.choices[0].stop_sequence']],
    [{ type: 'usage', usage: { cacheWrite1hTokens: 0 } }, []],
    [{ type: 'usage', usage: { cacheWrite1hTokens: 1 } }, ['approximated response.usage.cacheWrite1hTokens']],
    [{ type: 'usage', usage: {}, speed: 'fast' }, ['dropped response.usage.speed']],
  ])('of %j the receipt says %j', (event, lines) => {
    for (const write of [
      (context: StreamContext) => openAiChat.writeReply([event], context),
      (context: StreamContext) => openAiChat.createStreamWriter(context).write(event),
    ]) {
      const context = contextOf();
      write(context);
      expect(linesOf(context.book.lines)).toEqual(lines);
    }
  });
});

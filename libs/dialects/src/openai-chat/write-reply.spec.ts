import { describe, expect, it } from 'vitest';
import { type Citation, type JsonObject, type ReasoningState } from '../call';
import { type StreamContext } from '../dialect';
import { type FinishReason, type ReplyEvent } from '../events';
import { framesOf } from '../testing/split-stream';
import { openAiChat } from './openai-chat';
import { argued, contextOf, linesOf, proof, started, STOP, text, thought } from './spec-support';

const finished = (reason: FinishReason, vendorReason?: string): ReplyEvent => ({
  type: 'finish',
  choice: 0,
  reason,
  ...(vendorReason && { vendorReason }),
});
const state = (dialect: ReasoningState['dialect'], kind: ReasoningState['kind'], data = 'd'): ReplyEvent => ({
  type: 'reasoning-state',
  choice: 0,
  state: { dialect, kind, data },
});
const RESPONSES: ReasoningState = { dialect: 'openai-responses', kind: 'encrypted', data: 'd' };
const JSON_PROOF: ReasoningState = {
  dialect: 'openai-chat',
  kind: 'signature',
  data: '{"extra_content":{"google":1}}',
};
const riding: ReplyEvent = {
  ...started(0, 'c1', 'f'),
  state: { dialect: 'gemini', kind: 'signature', data: 'ts' },
} as ReplyEvent;

const cited = (citation: Citation): ReplyEvent => ({ type: 'citation', choice: 0, citation });
const own: Citation = { native: { dialect: 'openai-chat', value: { type: 'file' } } };
const native = (value: JsonObject): ReplyEvent => ({ type: 'native', choice: 0, dialect: 'openai-chat', value });
const foreignPart = {
  type: 'native',
  choice: 0,
  dialect: 'anthropic-messages',
  value: { type: 'web_search_tool_result' },
} as const;
const image: ReplyEvent = {
  type: 'media',
  choice: 0,
  media: 'image',
  source: { kind: 'base64', mediaType: 'image/png', data: 'QUJD' },
};
const extra = (path: string, value: unknown): ReplyEvent => ({ type: 'extra', dialect: 'openai-chat', path, value });

/** The message and its details, written whole. */
function written(...events: ReplyEvent[]) {
  const body = openAiChat.writeReply(events, contextOf()) as {
    choices: { message: JsonObject; finish_reason: string; native_finish_reason?: string }[];
  };
  return body.choices[0]!;
}

/** All deltas of the one choice, written as a stream. */
function deltas(...events: ReplyEvent[]): JsonObject[] {
  const writer = openAiChat.createStreamWriter(contextOf({ includeUsage: false }));
  return framesOf(Buffer.from(events.map((event) => writer.write(event)).join(''))).map(
    ({ data }) => (JSON.parse(data!) as { choices: { delta: JsonObject }[] }).choices[0]!.delta,
  );
}

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
      [thought('hm'), riding],
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
      [thought('a'), { type: 'reasoning-break', choice: 0 }, thought('b')],
      { content: '', reasoning_content: 'a\n\nb', reasoning: 'a\n\nb' },
    ],
    [
      'where its texts come from, counted over all of them',
      [text('ab'), { type: 'text-end', choice: 0 }, text('cd'), cited({ url: 'u' }), cited(own)],
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
      [text('ab'), cited({ url: 'u', title: 't', citedText: 'w', startIndex: 0, endIndex: 1 })],
      {
        content: 'ab',
        annotations: [
          { type: 'url_citation', url_citation: { url: 'u', title: 't', start_index: 0, end_index: 1, content: 'w' } },
        ],
      },
    ],
    [
      'images',
      [image],
      { content: '', images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,QUJD' } }] },
    ],
    [
      'parts of its own',
      [
        text('a'),
        native({ content: [{ type: 'reference' }] }),
        text('b'),
        native({ audio: { id: 'x' } }),
        native({ images: [{ type: 'link' }] }),
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

  const proofs: ReplyEvent[] = [
    state('anthropic-messages', 'signature'),
    state('anthropic-messages', 'redacted'),
    state('gemini', 'signature'),
    state('gemini', 'encrypted'),
    state('openai-responses', 'reference'),
    state('openai-responses', 'encrypted'),
    { ...state('openai-responses', 'encrypted'), state: { ...RESPONSES, id: 'rs_1' } } as ReplyEvent,
    proof('signature', { type: 'reasoning.text', signature: 's', format: 'x', id: 1 }),
    proof('encrypted', { data: 'd', type: 'reasoning.encrypted' }),
    { ...started(0, 'c1', 'f'), state: { ...RESPONSES, kind: 'reference' } } as ReplyEvent,
    { ...started(0, 'c1', 'f'), state: JSON_PROOF } as ReplyEvent,
    riding,
  ];

  it.each(proofs)('returns the proof %j byte for byte, when the client sends back what it got', (event) => {
    const { message } = written(thought('h'), thought('m'), event, STOP);
    expect(returned(message)).toEqual(expectedOf(event));
    // Or what it collected of a stream.
    const collected: JsonObject = { role: 'assistant', content: null };
    for (const delta of deltas(thought('h'), thought('m'), event)) {
      for (const key of ['reasoning_details', 'tool_calls']) {
        if (delta[key]) collected[key] = [...((collected[key] ?? []) as unknown[]), ...(delta[key] as unknown[])];
      }
    }
    expect(returned(collected)).toEqual(expectedOf(event));
  });

  /** The texts and proofs that reach the next turn. */
  function returned(message: JsonObject) {
    const call = openAiChat.readRequest({ model: 'm', messages: [message] });
    expect(call.extras).toEqual([]);
    const { parts } = call.messages[0]!;
    return {
      text: parts.flatMap((part) => (part.type === 'reasoning' && part.text !== undefined ? part.text : [])),
      states: parts.flatMap((part) => ('state' in part && part.state ? [part.state] : [])),
    };
  }
  const expectedOf = (event: ReplyEvent) => ({ text: ['hm'], states: ['state' in event ? event.state : undefined] });

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
    [{ ...image, media: 'audio' }, ['dropped response.choices[0].audio']],
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

describe('a stream of ours', () => {
  function stream(events: ReplyEvent[], context: Partial<StreamContext> = {}): string {
    const writer = openAiChat.createStreamWriter(contextOf(context));
    return events.map((event) => writer.write(event)).join('') + writer.end();
  }
  const usage: ReplyEvent = { type: 'usage', usage: { inputTokens: 1, outputTokens: 2 } };
  const head = '{"id":"gen-1","object":"chat.completion.chunk","created":9,"model":"a/b","choices":[';
  const first = `${head}{"index":0,"delta":{"role":"assistant","content":"a"},"logprobs":null,"finish_reason":null}]`;
  const last = `${head}{"index":0,"delta":{},"logprobs":null,"finish_reason":"stop"}]`;

  it('is chunks, usage only if asked for, and the sentinel', () => {
    const events: ReplyEvent[] = [
      { type: 'start', id: 'theirs' },
      text('a'),
      { type: 'usage', usage: { inputTokens: 9 } },
      STOP,
      usage,
    ];
    expect(stream(events, { includeUsage: false })).toBe(`data: ${first}}\n\ndata: ${last}}\n\ndata: [DONE]\n\n`);
    expect(stream(events)).toBe(
      `data: ${first},"usage":null}\n\ndata: ${last},"usage":null}\n\n` +
        `data: ${head}],"usage":{"prompt_tokens":1,"completion_tokens":2,"total_tokens":3,"cost":0.5}}\n\ndata: [DONE]\n\n`,
    );
    expect(stream([text('a'), STOP])).toBe(
      `data: ${first},"usage":null}\n\ndata: ${last},"usage":null}\n\ndata: [DONE]\n\n`,
    );
  });

  it('names the role once a choice', () => {
    const chunks = stream([text('a'), text('b', 1), text('c'), text('d', 1)]).match(/"role":"assistant"/g);
    expect(chunks).toHaveLength(2);
  });

  it('ends with the vendor’s own word too', () => {
    expect(stream([finished('error', 'MALFORMED_FUNCTION_CALL')])).toContain(
      '"finish_reason":"error","native_finish_reason":"MALFORMED_FUNCTION_CALL"',
    );
  });

  it.each<[string, ReplyEvent[], JsonObject[]]>([
    ['a refusal', [{ type: 'refusal-delta', choice: 0, text: 'no' }], [{ refusal: 'no' }]],
    [
      'calls',
      [started(0, 'a', 'f'), argued(0, '{}'), started(1, 'b', 'g')],
      [
        { tool_calls: [{ index: 0, id: 'a', type: 'function', function: { name: 'f', arguments: '' } }] },
        { tool_calls: [{ index: 0, function: { arguments: '{}' } }] },
        { tool_calls: [{ index: 1, id: 'b', type: 'function', function: { name: 'g', arguments: '' } }] },
      ],
    ],
    [
      'signed thoughts',
      [thought('h'), thought('m'), state('anthropic-messages', 'signature'), thought('x')],
      [
        {
          reasoning_content: 'h',
          reasoning: 'h',
          reasoning_details: [{ type: 'reasoning.text', text: 'h', index: 0 }],
        },
        {
          reasoning_content: 'm',
          reasoning: 'm',
          reasoning_details: [{ type: 'reasoning.text', text: 'm', index: 0 }],
        },
        { reasoning_details: [{ type: 'reasoning.text', signature: 'd', format: 'anthropic-claude-v1', index: 0 }] },
        {
          reasoning_content: 'x',
          reasoning: 'x',
          reasoning_details: [{ type: 'reasoning.text', text: 'x', index: 1 }],
        },
      ],
    ],
    [
      'a proof on a call, before the call',
      [riding],
      [
        {
          reasoning_details: [
            { type: 'reasoning.encrypted', data: 'ts', id: 'c1', format: 'google-gemini-v1', index: 0 },
          ],
        },
        { tool_calls: [{ index: 0, id: 'c1', type: 'function', function: { name: 'f', arguments: '' } }] },
      ],
    ],
    [
      'paragraphs of reasoning, the break with the next one',
      [{ type: 'reasoning-break', choice: 0 }, thought('a'), { type: 'reasoning-break', choice: 0 }, thought('b')],
      [
        {
          reasoning_content: 'a',
          reasoning: 'a',
          reasoning_details: [{ type: 'reasoning.text', text: 'a', index: 0 }],
        },
        {
          reasoning_content: '\n\nb',
          reasoning: '\n\nb',
          reasoning_details: [{ type: 'reasoning.text', text: '\n\nb', index: 0 }],
        },
      ],
    ],
    [
      'where its texts come from',
      [text('ab'), { type: 'text-end', choice: 0 }, text('cd'), cited({ url: 'u' })],
      [
        { content: 'ab' },
        { content: 'cd' },
        {
          annotations: [{ type: 'url_citation', url_citation: { url: 'u', title: 'u', start_index: 2, end_index: 4 } }],
        },
      ],
    ],
    [
      'images',
      [image, image],
      [0, 1].map((index) => ({
        images: [{ type: 'image_url', image_url: { url: 'data:image/png;base64,QUJD' }, index }],
      })),
    ],
    ['parts of its own', [native({ audio: { data: 'QUJD' } })], [{ audio: { data: 'QUJD' } }]],
    ['extra fields of a message', [extra('choices[0].message.channel', 'x')], [{ channel: 'x' }]],
    [
      'extra fields of a call',
      [extra('choices[0].message.tool_calls[2].function.note', 1)],
      [{ tool_calls: [{ index: 2, function: { note: 1 } }] }],
    ],
    ['no proof that only claims to be ours', [state('openai-chat', 'signature', 'x'), text('a')], [{ content: 'a' }]],
  ])('says %s', (_name, events, expected) => {
    const [one, ...others] = expected;
    expect(deltas(...events)).toEqual([{ role: 'assistant', ...one }, ...others]);
  });

  it('tells extra fields beside a choice, and those of the usage with it', () => {
    const chunks = framesOf(
      Buffer.from(
        stream([
          text('a'),
          extra('system_fingerprint', 'fp'),
          extra('choices[0].stop_reason', 7),
          extra('usage.queue_time', 1),
          extra('usage.cost', 9),
          { type: 'usage', usage: { inputTokens: 1 }, serviceTier: 'flex', webSearches: 2 },
        ]),
      ),
    ).map(({ data }) => (data === '[DONE]' ? data : (JSON.parse(data!) as JsonObject)));
    expect(chunks).toMatchObject([
      { choices: [{ delta: { content: 'a' } }] },
      { system_fingerprint: 'fp', choices: [{ index: 0, delta: {}, finish_reason: null }] },
      { choices: [{ delta: {}, stop_reason: 7 }] },
      {
        choices: [],
        service_tier: 'flex',
        usage: { prompt_tokens: 1, queue_time: 1, cost: 0.5, server_tool_use_details: { web_search_requests: 2 } },
      },
      '[DONE]',
    ]);
  });

  it('tells log probabilities in a chunk of their own, so that no text waits for them', () => {
    const tokens = [{ token: 'a', logprob: -1 }];
    const writer = openAiChat.createStreamWriter(contextOf());
    writer.write(text('a'));
    expect(writer.write({ type: 'logprobs', choice: 0, tokens })).toContain(
      '"delta":{},"logprobs":{"content":[{"token":"a","logprob":-1,"bytes":null,"top_logprobs":[]}],"refusal":null}',
    );
    expect(writer.write({ type: 'logprobs', choice: 0, tokens, of: 'refusal' })).toContain(
      '"content":null,"refusal":[',
    );
  });

  it('breaks off with an error that OpenAI’s SDK throws', () => {
    const writer = openAiChat.createStreamWriter(contextOf());
    expect(writer.write({ type: 'failure', failure: { kind: 'overloaded', message: 'm', code: 'c' } })).toBe(
      'data: {"error":{"message":"m","type":"server_error","param":null,"code":"c"}}\n\n',
    );
  });
});

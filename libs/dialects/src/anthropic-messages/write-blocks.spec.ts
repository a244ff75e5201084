import { describe, expect, test } from 'vitest';
import {
  type AssistantPart,
  type AudioPart,
  type FilePart,
  type ImagePart,
  type Message,
  type ReasoningPart,
  type ToolResultPart,
  type UserPart,
} from '../call';
import { type Target } from '../dialect';
import { type Receipt } from '../receipt';
import { anthropicMessages } from './anthropic-messages';
import { write } from './spec-support';

interface Turn {
  readonly content: unknown[];
}

function contentOf({ body, receipt }: ReturnType<typeof write>, turn: number): { content: unknown; receipt: Receipt } {
  return { content: (body['messages'] as Turn[])[turn]?.content, receipt };
}

function writeUser(...parts: UserPart[]) {
  return contentOf(write({ messages: [{ role: 'user', path: 'u', parts }] }), 0);
}

function writeAssistant(...parts: AssistantPart[]) {
  return contentOf(write({ messages: [{ role: 'assistant', path: 'a', parts }] }), 0);
}

function writeResult(part: Partial<ToolResultPart>) {
  const whole: ToolResultPart = { type: 'tool-result', path: 'r', toolCallId: 'call_1', content: [], ...part };
  return contentOf(write({ messages: [{ role: 'tool', path: 't', parts: [whole] }] }), 0);
}

const image = (source: ImagePart['source'], detail?: ImagePart['detail']): ImagePart => ({
  type: 'image',
  path: 'p',
  source,
  ...(detail ? { detail } : {}),
});
const file = (source: FilePart['source'], filename?: string): FilePart => ({
  type: 'file',
  path: 'p',
  source,
  filename,
});
const inline = (mediaType: string, data = 'QUJD') => ({ kind: 'base64' as const, mediaType, data });
const url = { kind: 'url' as const, url: 'https://example.com/x' };
const fileId = { kind: 'file-id' as const, id: 'file-1' };

describe('text', () => {
  test('is carried as it stands', () => {
    expect(writeUser({ type: 'text', path: 'p', text: ' a\n' })).toEqual({
      content: [{ type: 'text', text: ' a\n' }],
      receipt: [],
    });
  });

  test('that is empty is left out silently, blank text with a line', () => {
    const written = writeUser(
      { type: 'text', path: 'empty', text: '' },
      { type: 'text', path: 'blank', text: ' \n' },
      { type: 'text', path: 'p', text: 'a' },
    );
    expect(written.content).toEqual([{ type: 'text', text: 'a' }]);
    expect(written.receipt).toMatchObject([{ path: 'blank', outcome: 'dropped' }]);
  });
});

describe('a mark up to which the prompt is cached', () => {
  const mark = { type: 'ephemeral', ttl: '1h' };
  const cacheControl = { ttl: '1h' } as const;

  test.each<[string, UserPart]>([
    ['text', { type: 'text', path: 'p', text: 'a', cacheControl }],
    ['an image', { ...image(url), cacheControl }],
    ['a file', { ...file(url), cacheControl }],
    ['a file that is an image', { ...file(inline('image/png')), cacheControl }],
    [
      "another dialect's part, sent as text",
      { type: 'native', path: 'p', dialect: 'gemini', value: {}, text: 'a', cacheControl },
    ],
  ])('stands on %s', (_what, part) => {
    expect(writeUser(part).content).toMatchObject([{ cache_control: mark }]);
  });

  test('stands on calls and results', () => {
    const call = { type: 'tool-call', path: 'p', id: 't', name: 'f', argumentsText: '', cacheControl } as const;
    expect(writeAssistant(call).content).toMatchObject([{ type: 'tool_use', cache_control: mark }]);
    const content = [{ type: 'text' as const, path: 'p', text: 'a', cacheControl: {} }];
    expect(writeResult({ cacheControl, content }).content).toMatchObject([
      { type: 'tool_result', cache_control: mark, content: [{ cache_control: { type: 'ephemeral' } }] },
    ]);
  });
});

describe("another dialect's part", () => {
  const native = (text?: string): UserPart => ({ type: 'native', path: 'p', dialect: 'gemini', value: {}, text });

  test('is sent as the text that it says', () => {
    const written = writeUser(native('words'));
    expect(written.content).toEqual([{ type: 'text', text: 'words' }]);
    expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'approximated' }]);
  });

  test('that says nothing is dropped', () => {
    const written = writeUser(native(), { type: 'text', path: 't', text: 'a' });
    expect(written.content).toEqual([{ type: 'text', text: 'a' }]);
    expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'dropped' }]);
  });

  test("is Anthropic's own wherever it comes from", () => {
    const value = { type: 'container_upload', file_id: 'x' };
    expect(writeUser({ type: 'native', path: 'p', dialect: 'anthropic-messages', value })).toEqual({
      content: [value],
      receipt: [],
    });
  });
});

describe('citations', () => {
  const value = { type: 'page_location', cited_text: 'c' };
  const own = { native: { dialect: 'anthropic-messages' as const, value } };

  test("that are Anthropic's own return", () => {
    expect(writeAssistant({ type: 'text', path: 'p', text: 'a', citations: [own] })).toEqual({
      content: [{ type: 'text', text: 'a', citations: [value] }],
      receipt: [],
    });
  });

  test('of others do not, and the receipt says so', () => {
    const written = writeAssistant({ type: 'text', path: 'p', text: 'a', citations: [{ url: 'u' }, own] });
    expect(written.content).toEqual([{ type: 'text', text: 'a', citations: [value] }]);
    expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'approximated' }]);
    expect(writeAssistant({ type: 'text', path: 'p', text: 'a', citations: [{ url: 'u' }] }).content).toEqual([
      { type: 'text', text: 'a' },
    ]);
  });
});

describe('an image', () => {
  test.each(['image/jpeg', 'image/png', 'image/gif', 'image/webp'])('inline as %s is carried', (media_type) => {
    expect(writeUser(image(inline(media_type)))).toEqual({
      content: [{ type: 'image', source: { type: 'base64', media_type, data: 'QUJD' } }],
      receipt: [],
    });
  });

  test('may name its type in capitals', () => {
    expect(writeUser(image(inline('IMAGE/PNG'))).content).toMatchObject([{ source: { media_type: 'image/png' } }]);
  });

  test('by URL is carried', () => {
    expect(writeUser(image(url))).toEqual({
      content: [{ type: 'image', source: { type: 'url', url: 'https://example.com/x' } }],
      receipt: [],
    });
  });

  test.each([
    ['of another kind', inline('image/tiff')],
    ["in another provider's store", fileId],
    ['of text', { kind: 'text' as const, mediaType: 'image/svg+xml', text: '<svg/>' }],
  ])('%s is dropped', (_what, source) => {
    const written = writeUser(image(source), { type: 'text', path: 't', text: 'a' });
    expect(written.content).toEqual([{ type: 'text', text: 'a' }]);
    expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'dropped' }]);
  });

  test.each(['low', 'high', 'original'] as const)('loses the resolution hint %s', (detail) => {
    const written = writeUser(image(url, detail));
    expect(written.content).toHaveLength(1);
    expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'approximated' }]);
  });

  test('keeps its word with the resolution hint auto', () => {
    expect(writeUser(image(url, 'auto')).receipt).toEqual([]);
  });
});

describe('a file', () => {
  test.each([
    ['PDF', inline('Application/PDF'), { type: 'base64', media_type: 'application/pdf', data: 'QUJD' }],
    ['plain text', inline('text/plain'), { type: 'text', media_type: 'text/plain', data: 'ABC' }],
    ['one by URL', url, { type: 'url', url: 'https://example.com/x' }],
    [
      'text as it stands',
      { kind: 'text' as const, mediaType: 'text/plain', text: 'ABC' },
      { type: 'text', media_type: 'text/plain', data: 'ABC' },
    ],
  ])('that is %s becomes a document', (_what, source, written) => {
    expect(writeUser(file(source, 'a.x'))).toEqual({
      content: [{ type: 'document', source: written, title: 'a.x' }],
      receipt: [],
    });
    expect(writeUser(file(source)).content).toEqual([{ type: 'document', source: written }]);
  });

  test.each(['text/markdown', 'application/json', 'application/xml'])('of %s goes as plain text', (mediaType) => {
    const written = writeUser(file(inline(mediaType, Buffer.from('Zürich').toString('base64'))));
    expect(written.content).toEqual([
      { type: 'document', source: { type: 'text', media_type: 'text/plain', data: 'Zürich' } },
    ]);
    expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'approximated' }]);
  });

  test('of text of another kind goes as plain text', () => {
    const written = writeUser(file({ kind: 'text', mediaType: 'text/csv', text: 'a,b' }));
    expect(written.content).toMatchObject([{ source: { media_type: 'text/plain', data: 'a,b' } }]);
    expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'approximated' }]);
  });

  test.each([inline('image/png'), { ...url, mediaType: 'image/png' }])('that is an image becomes one: %j', (source) => {
    expect(writeUser(file(source)).content).toMatchObject([{ type: 'image' }]);
  });

  test.each([
    ['of a kind that cannot be read', inline('application/zip')],
    ['that is a strange image', inline('image/tiff')],
    ["in another provider's store", fileId],
  ])('%s is dropped', (_what, source) => {
    const written = writeUser(file(source));
    expect(written.content).toBeUndefined();
    expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'dropped' }]);
  });
});

test('audio is dropped', () => {
  const written = writeUser({ type: 'audio', path: 'p', source: inline('audio/wav') });
  expect(written.content).toBeUndefined();
  expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'dropped' }]);
});

describe('what the model said', () => {
  test('as a refusal is text', () => {
    expect(writeAssistant({ type: 'refusal', path: 'p', text: 'No.' })).toEqual({
      content: [{ type: 'text', text: 'No.' }],
      receipt: [],
    });
  });

  test('as thinking that Anthropic signed returns byte for byte', () => {
    const state = (kind: 'signature' | 'redacted') => ({
      dialect: 'anthropic-messages' as const,
      kind,
      data: `${kind} ü+/==\n`,
    });
    expect(
      writeAssistant(
        { type: 'reasoning', path: 'p', text: ' Hm.\n', state: state('signature') },
        { type: 'reasoning', path: 'p', state: state('signature') },
        { type: 'reasoning', path: 'p', state: state('redacted') },
      ),
    ).toEqual({
      content: [
        { type: 'thinking', thinking: ' Hm.\n', signature: 'signature ü+/==\n' },
        { type: 'thinking', thinking: '', signature: 'signature ü+/==\n' },
        { type: 'redacted_thinking', data: 'redacted ü+/==\n' },
      ],
      receipt: [],
    });
  });

  test.each([
    ['unsigned', undefined],
    ['signed elsewhere', { dialect: 'gemini', kind: 'signature', data: 'x' }],
    ['redacted elsewhere', { dialect: 'openai-responses', kind: 'redacted', data: 'x' }],
    ['sealed in a way Anthropic does not', { dialect: 'anthropic-messages', kind: 'encrypted', data: 'x' }],
  ] as const)('as reasoning %s is dropped', (_what, state) => {
    const written = writeAssistant({ type: 'reasoning', path: 'p', text: 'Hm.', state });
    expect(written.content).toBeUndefined();
    expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'dropped' }]);
  });
});

describe('reasoning for a vendor that imitates Anthropic', () => {
  const imitation = (part: Partial<ReasoningPart>) => {
    const messages: Message[] = [{ role: 'assistant', path: 'a', parts: [{ type: 'reasoning', path: 'p', ...part }] }];
    return contentOf(write({ messages }, { model: 'deepseek-chat' }), 0);
  };
  const state = { dialect: 'openai-chat', kind: 'signature', data: 'x' } as const;

  test.each([
    [undefined, []],
    [state, [{ path: 'p', outcome: 'approximated' }]],
  ])('returns as text, whoever had it: %j', (proof, receipt) => {
    const written = imitation({ text: 'Hm', state: proof });
    expect(written.content).toEqual([{ type: 'thinking', thinking: 'Hm', signature: '' }]);
    expect(written.receipt).toMatchObject(receipt);
    expect(written.receipt).toHaveLength(receipt.length);
  });

  test('without text is dropped', () => {
    expect(imitation({ state }).receipt).toMatchObject([{ path: 'p', outcome: 'dropped' }]);
  });
});

describe('a tool call', () => {
  const call = (argumentsText: string, rest: object = {}): AssistantPart => ({
    type: 'tool-call',
    path: 'p',
    id: 'call_1',
    name: 'f',
    argumentsText,
    ...rest,
  });

  test.each([
    ['{"a":[1,{"b":null}]}', { a: [1, { b: null }] }],
    ['', {}],
    [' \n', {}],
  ])('with arguments %j has the input %j', (argumentsText, input) => {
    expect(writeAssistant(call(argumentsText))).toEqual({
      content: [{ type: 'tool_use', id: 'call_1', name: 'f', input }],
      receipt: [],
    });
  });

  test.each(['{"a":', '[1]', '"a"', 'null'])(
    'with arguments that are no object, %s, keeps them as a string',
    (wrong) => {
      const written = writeAssistant(call(wrong));
      expect(written.content).toMatchObject([{ input: { arguments: wrong } }]);
      expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'approximated' }]);
    },
  );

  test('loses the reasoning state that rides on it', () => {
    const written = writeAssistant(call('{}', { state: { dialect: 'gemini', kind: 'signature', data: 'x' } }));
    expect(written.content).toEqual([{ type: 'tool_use', id: 'call_1', name: 'f', input: {} }]);
    expect(written.receipt).toMatchObject([{ path: 'p', outcome: 'approximated' }]);
  });

  test('and its result keep matching ids where Anthropic takes no such id, and different ids stay different', () => {
    const ids = ['functions.weather:0', 'functions:weather.0', 'toolu_01-a'];
    const { body } = write({
      messages: [
        { role: 'assistant', path: 'a', parts: ids.map((id) => call('{}', { id })) },
        {
          role: 'tool',
          path: 't',
          parts: ids.map((toolCallId) => ({ type: 'tool-result', path: 'r', toolCallId, content: [] })),
        },
      ],
    });
    const [uses, results] = body['messages'] as { content: { id?: string; tool_use_id?: string }[] }[];
    const written = uses?.content.map(({ id }) => id);
    expect(written).toEqual(results?.content.map(({ tool_use_id }) => tool_use_id));
    expect(written).toEqual(['functions_2e_weather_3a_0', 'functions_3a_weather_2e_0', 'toolu_01-a']);
  });
});

describe("a tool's result", () => {
  test('carries text, images and files', () => {
    const text = { type: 'text' as const, path: 'p', text: 'ok' };
    expect(writeResult({ content: [text, image(url), file(inline('application/pdf'))] })).toEqual({
      content: [
        {
          type: 'tool_result',
          tool_use_id: 'call_1',
          content: [
            { type: 'text', text: 'ok' },
            { type: 'image', source: { type: 'url', url: 'https://example.com/x' } },
            { type: 'document', source: { type: 'base64', media_type: 'application/pdf', data: 'QUJD' } },
          ],
        },
      ],
      receipt: [],
    });
  });

  test('that is empty stands without content', () => {
    const empty = { content: [{ type: 'tool_result', tool_use_id: 'call_1' }], receipt: [] };
    expect(writeResult({})).toStrictEqual(empty);
    expect(writeResult({ content: [{ type: 'text', path: 'p', text: '' }] })).toStrictEqual(empty);
  });

  test.each([true, false])('says whether it is an error: %s', (isError) => {
    expect(writeResult({ isError }).content).toEqual([
      { type: 'tool_result', tool_use_id: 'call_1', is_error: isError },
    ]);
  });
});

describe('what stands at a URL is fetched by the vendor', () => {
  const CLAUDE = { model: 'claude-sonnet-4-5' };

  test.each<[boolean, ImagePart | FilePart | AudioPart, Target]>([
    [true, image(url), CLAUDE],
    [true, file(url), CLAUDE],
    [true, file({ ...url, mediaType: 'application/pdf' }), CLAUDE],
    [true, file({ ...url, mediaType: 'image/png' }), CLAUDE],
    [false, file({ ...url, mediaType: 'text/plain' }), CLAUDE],
    [false, { type: 'audio', path: 'p', source: url }, CLAUDE],
    [false, image(inline('image/png')), CLAUDE],
    [false, image(url), { model: 'deepseek-chat' }],
  ])('%s: %j for %j', (fetched, part, target) => {
    expect(anthropicMessages.fetchesMedia(part, target)).toBe(fetched);
  });
});

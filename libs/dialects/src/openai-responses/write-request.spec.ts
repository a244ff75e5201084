import { describe, expect, it } from 'vitest';
import {
  type AssistantPart,
  type Call,
  type MediaSource,
  type Message,
  type ReasoningState,
  type UserPart,
} from '../call';
import { openAiResponses } from './openai-responses';
import { foreign, HELLO, write } from './spec-support';

const lines = (receipt: ReturnType<typeof write>['receipt']) =>
  receipt.map(({ outcome, path }) => `${outcome} ${path}`);

/** The items of these messages, and the receipt without the settings that every call gets. */
function itemsOf(...messages: Message[]) {
  const { body, receipt } = write({ messages });
  return { input: body['input'] as unknown[], receipt: lines(receipt) };
}

const user = (...parts: UserPart[]): Message => ({ role: 'user', path: 'messages[0]', parts });
const assistant = (...parts: AssistantPart[]): Message => ({ role: 'assistant', path: 'messages[0]', parts });
const at = (index: number) => `messages[0].content[${index}]`;
const words = (text: string, index = 0) => ({ type: 'text', path: at(index), text }) as const;

describe('a body', () => {
  it('has the model’s name, the conversation, and nothing that is to be stored', () => {
    expect(write({})).toEqual({
      body: {
        model: 'upstream',
        input: [{ role: 'user', content: 'hi' }],
        store: false,
        include: ['reasoning.encrypted_content'],
      },
      receipt: [],
    });
  });

  it('asks no proof of a model that does not reason', () => {
    expect(write({}, { reasoning: false }).body).not.toHaveProperty('include');
  });

  it('asks for a stream where the client did', () => {
    expect(write({ stream: true }).body['stream']).toBe(true);
    expect(write({}).body).not.toHaveProperty('stream');
  });

  it('leaves out what only the client’s dialect knows, and says so', () => {
    const extras = [{ path: 'thinking.display', value: 'x' }];
    const tools: Call['tools'] = [
      { type: 'native', path: 'tools[0]', dialect: 'anthropic-messages', name: 'web_search', value: {} },
    ];
    const { body, receipt } = write({ extras, tools });
    expect(lines(receipt)).toEqual(['dropped thinking.display', 'dropped tools[0]']);
    expect(body).not.toHaveProperty('tools');
  });
});

describe('messages', () => {
  it('keep their order and their role, instructions among them', () => {
    const instruction = (role: 'system' | 'developer'): Message => ({ role, path: 'm', parts: [words(role)] });
    expect(
      itemsOf(instruction('system'), user(words('a')), assistant(words('b')), instruction('developer')).input,
    ).toEqual([
      { role: 'system', content: 'system' },
      { role: 'user', content: 'a' },
      { role: 'assistant', content: 'b' },
      { role: 'developer', content: 'developer' },
    ]);
  });

  it('of several parts are lists, in the words of who said them', () => {
    expect(
      itemsOf(user(words('a'), words('b', 1)), assistant(words('c'), { type: 'refusal', path: at(1), text: 'd' }))
        .input,
    ).toEqual([
      {
        role: 'user',
        content: [
          { type: 'input_text', text: 'a' },
          { type: 'input_text', text: 'b' },
        ],
      },
      {
        role: 'assistant',
        content: [
          { type: 'output_text', text: 'c', annotations: [] },
          { type: 'refusal', refusal: 'd' },
        ],
      },
    ]);
  });

  it('of the assistant become an item for each thing that it did', () => {
    const call = { type: 'tool-call', path: at(1), id: 'c', name: 'f', argumentsText: '{}' } as const;
    expect(itemsOf(assistant(words('a'), call, { ...call, id: 'd' }, words('b', 2), words('c', 3))).input).toEqual([
      { role: 'assistant', content: 'a' },
      { type: 'function_call', call_id: 'c', name: 'f', arguments: '{}' },
      { type: 'function_call', call_id: 'd', name: 'f', arguments: '{}' },
      {
        role: 'assistant',
        content: [
          { type: 'output_text', text: 'b', annotations: [] },
          { type: 'output_text', text: 'c', annotations: [] },
        ],
      },
    ]);
  });

  it('lose names, which nobody has here', () => {
    expect(itemsOf({ ...user(words('a')), name: 'Ann' } as Message)).toEqual({
      input: [{ role: 'user', content: 'a' }],
      receipt: ['dropped messages[0].name'],
    });
  });

  it('that say nothing are left out', () => {
    expect(itemsOf(user(), assistant(), HELLO).input).toEqual([{ role: 'user', content: 'hi' }]);
  });

  it('keep the sources of what the model said', () => {
    const citations = [
      { url: 'https://a.example', title: 'A', startIndex: 0, endIndex: 1 },
      { url: 'https://b.example' },
      { title: 'a document' },
    ];
    const annotation = { type: 'url_citation', start_index: 0, end_index: 1 };
    expect(itemsOf(assistant({ ...words('a'), citations }))).toEqual({
      input: [
        {
          role: 'assistant',
          content: [
            {
              type: 'output_text',
              text: 'a',
              annotations: [
                { ...annotation, url: 'https://a.example', title: 'A' },
                { ...annotation, url: 'https://b.example', title: 'https://b.example' },
              ],
            },
          ],
        },
      ],
      receipt: ['dropped messages[0].content[0].citations'],
    });
  });

  it('marked for a cache are cached anyway, and the receipt says so once a mark', () => {
    const cacheControl = { ttl: '1h' } as const;
    const { input, receipt } = itemsOf(user({ ...words('a'), cacheControl }, words('b', 1)), {
      ...assistant(words('c')),
      cacheControl,
    });
    expect(JSON.stringify(input)).not.toContain('cache');
    expect(receipt).toEqual([
      'approximated messages[0].content[0].cache_control',
      'approximated messages[0].cache_control',
    ]);
  });
});

describe('media', () => {
  const base64 = (mediaType: string): MediaSource => ({ kind: 'base64', mediaType, data: 'AA==' });
  const url: MediaSource = { kind: 'url', url: 'https://a.example/b' };

  it.each<[string, UserPart, unknown]>([
    [
      'an image by URL',
      { type: 'image', path: at(0), source: url },
      { type: 'input_image', image_url: url.url, detail: 'auto' },
    ],
    [
      'an image inline',
      { type: 'image', path: at(0), source: base64('image/png'), detail: 'low' },
      { type: 'input_image', image_url: 'data:image/png;base64,AA==', detail: 'low' },
    ],
    ['a file by URL', { type: 'file', path: at(0), source: url }, { type: 'input_file', file_url: url.url }],
    [
      'a file inline',
      { type: 'file', path: at(0), source: base64('application/pdf'), filename: 'a.pdf' },
      { type: 'input_file', filename: 'a.pdf', file_data: 'data:application/pdf;base64,AA==' },
    ],
    [
      'a file without a name',
      { type: 'file', path: at(0), source: base64('application/pdf') },
      { type: 'input_file', filename: 'file.pdf', file_data: 'data:application/pdf;base64,AA==' },
    ],
    [
      'a text file without a name',
      { type: 'file', path: at(0), source: base64('text/plain') },
      { type: 'input_file', filename: 'file.txt', file_data: 'data:text/plain;base64,AA==' },
    ],
    [
      'a file of an odd type',
      { type: 'file', path: at(0), source: base64('application/vnd.x') },
      { type: 'input_file', filename: 'file.bin', file_data: 'data:application/vnd.x;base64,AA==' },
    ],
    [
      'audio',
      { type: 'audio', path: at(0), source: base64('audio/x-wav') },
      { type: 'input_audio', input_audio: { data: 'AA==', format: 'wav' } },
    ],
  ])('%s is carried', (_name, part, written) => {
    expect(itemsOf(user(part))).toEqual({ input: [{ role: 'user', content: [written] }], receipt: [] });
  });

  it('that is text is sent as text', () => {
    const source: MediaSource = { kind: 'text', mediaType: 'text/plain', text: 'a,b' };
    for (const type of ['file', 'image'] as const) {
      expect(itemsOf(user({ type, path: at(0), source }))).toEqual({
        input: [{ role: 'user', content: 'a,b' }],
        receipt: [`approximated ${at(0)}`],
      });
    }
  });

  it.each<[string, UserPart]>([
    ['an image by another vendor’s id', { type: 'image', path: at(0), source: { kind: 'file-id', id: 'f' } }],
    ['a file by another vendor’s id', { type: 'file', path: at(0), source: { kind: 'file-id', id: 'f' } }],
    ['audio of another format', { type: 'audio', path: at(0), source: base64('audio/ogg') }],
    ['audio by URL', { type: 'audio', path: at(0), source: url }],
  ])('%s is dropped', (_name, part) => {
    expect(itemsOf(user(part, words('b', 1)))).toEqual({
      input: [{ role: 'user', content: 'b' }],
      receipt: [`dropped ${at(0)}`],
    });
  });

  it.each(['image', 'audio', 'file'] as const)('that the model made (%s) is dropped', (type) => {
    expect(itemsOf(assistant({ type, path: at(0), source: url }))).toEqual({
      input: [],
      receipt: [`dropped ${at(0)}`],
    });
  });

  it('is fetched by the vendor where it is an image or a file', () => {
    const fetched = (['image', 'file', 'audio'] as const).map((type) =>
      openAiResponses.fetchesMedia({ type, path: 'p', source: url }, { model: 'm' }),
    );
    expect(fetched).toEqual([true, true, false]);
  });
});

describe('parts of another dialect alone', () => {
  const part = { type: 'native', path: at(0), dialect: 'anthropic-messages', value: { type: 'x' } } as const;

  it.each<[string, Message, Message]>([
    ['user', user(part, words('b', 1)), user({ ...part, text: 'x says' }, words('b', 1))],
    ['assistant', assistant(part, words('b', 1)), assistant({ ...part, text: 'x says' }, words('b', 1))],
  ])('of the %s are sent as text where they say something', (_role, silent, telling) => {
    expect(itemsOf(silent)).toMatchObject({ input: [{ content: 'b' }], receipt: [`dropped ${at(0)}`] });
    expect(itemsOf(telling)).toMatchObject({
      input: [{ content: [{ text: 'x says' }, { text: 'b' }] }],
      receipt: [`approximated ${at(0)}`],
    });
  });
});

describe('results of tools', () => {
  const result = (part: Partial<Extract<Message, { role: 'tool' }>['parts'][number]>): Message => ({
    role: 'tool',
    path: 'messages[0]',
    parts: [{ type: 'tool-result', path: at(0), toolCallId: 'c', content: [], ...part }],
  });

  it.each([
    ['a text', [words('ok')], 'ok'],
    ['nothing', [], ''],
    [
      'two texts',
      [words('a'), words('b')],
      [
        { type: 'input_text', text: 'a' },
        { type: 'input_text', text: 'b' },
      ],
    ],
    [
      'an image',
      [words('a'), { type: 'image', path: at(1), source: { kind: 'url', url: 'https://a.example' } } as const],
      [
        { type: 'input_text', text: 'a' },
        { type: 'input_image', image_url: 'https://a.example', detail: 'auto' },
      ],
    ],
  ])('of %s are carried', (_name, content, output) => {
    expect(itemsOf(result({ content })).input).toEqual([{ type: 'function_call_output', call_id: 'c', output }]);
  });

  it('that are errors are sent without saying so', () => {
    expect(itemsOf(result({ content: [words('no')], isError: true }))).toEqual({
      input: [{ type: 'function_call_output', call_id: 'c', output: 'no' }],
      receipt: [`dropped ${at(0)}`],
    });
  });
});

describe('reasoning', () => {
  const own = (state: Partial<ReasoningState>): ReasoningState => ({
    dialect: 'openai-responses',
    kind: 'encrypted',
    data: 'gAAA',
    ...state,
  });
  const reasoning = (part: Partial<AssistantPart>): AssistantPart =>
    ({ type: 'reasoning', path: at(0), ...part }) as AssistantPart;
  const item = { type: 'reasoning', id: 'rs_1' };

  it.each([
    [
      'with its words',
      { text: 'hm', state: own({ id: 'rs_1' }) },
      { ...item, summary: [{ type: 'summary_text', text: 'hm' }], encrypted_content: 'gAAA' },
    ],
    [
      'with its paragraphs',
      { text: 'a\n\nb', paragraphs: ['a', 'b'], state: own({ id: 'rs_1' }) },
      {
        ...item,
        summary: [
          { type: 'summary_text', text: 'a' },
          { type: 'summary_text', text: 'b' },
        ],
        encrypted_content: 'gAAA',
      },
    ],
    ['without words', { state: own({ id: 'rs_1' }) }, { ...item, summary: [], encrypted_content: 'gAAA' }],
    ['without an id', { state: own({}) }, { type: 'reasoning', summary: [], encrypted_content: 'gAAA' }],
    [
      'that the vendor knows by its id',
      { text: 'hm', state: own({ kind: 'reference', data: 'rs_1' }) },
      { ...item, summary: [], content: [{ type: 'reasoning_text', text: 'hm' }] },
    ],
  ])('of this vendor returns %s', (_name, part, written) => {
    expect(itemsOf(assistant(reasoning(part), words('so', 1)))).toEqual({
      input: [written, { role: 'assistant', content: 'so' }],
      receipt: [],
    });
  });

  it('in several blocks returns as several items', () => {
    const blocks = ['rs_1', 'rs_2'].map((id) => reasoning({ state: own({ id }) }));
    expect(itemsOf(assistant(...blocks)).input).toMatchObject([{ id: 'rs_1' }, { id: 'rs_2' }]);
  });

  it.each([
    ['with a proof', { text: 'hm', state: { dialect: 'gemini', kind: 'signature', data: 's' } as const }],
    ['without a proof', { text: 'hm' }],
  ])('of another vendor is dropped %s', (_name, part) => {
    expect(itemsOf(assistant(reasoning(part), words('so', 1)))).toEqual({
      input: [{ role: 'assistant', content: 'so' }],
      receipt: [`dropped ${at(0)}`],
    });
  });

  it('is dropped for a model that does not reason', () => {
    const messages = [assistant(reasoning({ state: own({ id: 'rs_1' }) }))];
    expect(lines(write({ messages }, { reasoning: false }).receipt)).toEqual([`dropped ${at(0)}`]);
  });

  it('that rides on a call of another vendor leaves the call', () => {
    const state = { dialect: 'gemini', kind: 'signature', data: 's' } as const;
    expect(
      itemsOf(assistant({ type: 'tool-call', path: at(0), id: 'c', name: 'f', argumentsText: '', state })),
    ).toEqual({
      input: [{ type: 'function_call', call_id: 'c', name: 'f', arguments: '' }],
      receipt: [`approximated ${at(0)}`],
    });
  });
});

describe('tools', () => {
  it.each([
    [
      'with everything',
      { description: 'd', parameters: { type: 'object' }, strict: true },
      { description: 'd', parameters: { type: 'object' }, strict: true },
    ],
    [
      'as loose as they are elsewhere',
      { parameters: { type: 'object' } },
      { parameters: { type: 'object' }, strict: false },
    ],
    ['without parameters', {}, { parameters: null, strict: false }],
  ])('are written %s', (_name, tool, written) => {
    const tools: Call['tools'] = [{ type: 'function', path: 'tools[0]', name: 'f', ...tool }];
    expect(write({ tools }).body['tools']).toEqual([{ type: 'function', name: 'f', ...written }]);
  });
});

describe('a call of this dialect', () => {
  it('is the only one that decides on storing and on what is included', () => {
    const call = foreign({ dialect: 'openai-responses', settings: { store: true } });
    const messages: Message[] = [{ role: 'user', path: 'input', parts: [{ type: 'text', path: 'input', text: 'hi' }] }];
    expect(write({ ...call, messages }).body).toEqual({ model: 'upstream', input: 'hi', store: true });
  });
});

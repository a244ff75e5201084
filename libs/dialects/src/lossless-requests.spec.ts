import { describe, expect, it } from 'vitest';
import {
  type AssistantPart,
  type Call,
  type DialectId,
  type Message,
  type NativePart,
  type ReasoningState,
  type SettingName,
  type Settings,
  type TextPart,
  type Tool,
  type ToolResultContent,
  type UserPart,
} from './call';
import { type Dialect, type Target } from './dialect';
import { ReceiptBook } from './receipt';
import { crossed, findLoss, type Marks, type Written } from './testing/find-loss';

/*
 * Every word of the vocabulary for requests: what a client of one dialect says is written in each other, or its receipt has a line. The tables
 * are exhaustive: a new word does not compile until it stands here.
 */

const TARGETS: Readonly<Record<DialectId, Target>> = {
  'openai-chat': { model: 'gpt-5' },
  'openai-responses': { model: 'gpt-5' },
  'anthropic-messages': { model: 'claude-sonnet-4-5' },
  gemini: { model: 'gemini-2.5-pro' },
};
const TOOL: Tool = { type: 'function', path: 'tools[0]', name: 'look_up', parameters: { type: 'object' } };
const HELLO: Message = {
  role: 'user',
  path: 'messages[0]',
  parts: [{ type: 'text', path: 'messages[0].content', text: 'hi' }],
};
const ASKED: Message = {
  role: 'assistant',
  path: 'messages[1]',
  parts: [{ type: 'tool-call', path: 'messages[1].calls[0]', id: 'call_1', name: 'look_up', argumentsText: '{}' }],
};

function write(dialect: Dialect, client: DialectId, differences: Partial<Call>): Written {
  const call: Call = {
    dialect: client,
    model: 'm',
    stream: false,
    messages: [HELLO],
    tools: [TOOL],
    settings: {},
    settingPaths: {},
    extras: [],
    ...differences,
  };
  const book = new ReceiptBook();
  const { body } = dialect.writeRequest(call, TARGETS[dialect.id], book);
  return { text: JSON.stringify(body), receipt: book.lines };
}

const SETTINGS: { readonly [Name in SettingName]-?: readonly [value: NonNullable<Settings[Name]>, marks: Marks] } = {
  maxOutputTokens: [4321, ['4321']],
  temperature: [0.4321, ['0.4321']],
  topP: [0.4321, ['0.4321']],
  topK: [4321, ['4321']],
  stopSequences: [['halt'], ['halt']],
  seed: [4321, ['4321']],
  frequencyPenalty: [0.4321, ['0.4321']],
  presencePenalty: [0.4321, ['0.4321']],
  logitBias: [{ '4321': 5 }, ['4321']],
  logprobs: [true, []],
  topLogprobs: [4, [':4']],
  choices: [3, [':3']],
  toolChoice: [{ kind: 'required' }, ['required', '"any"', '"ANY"']],
  parallelToolCalls: [false, []],
  outputFormat: [
    { kind: 'json-schema', name: 'verdict', schema: { type: 'object', properties: { guilty: { type: 'boolean' } } } },
    ['guilty'],
  ],
  reasoning: [{ kind: 'budget', tokens: 4321 }, ['4321']],
  reasoningSummary: ['detailed', ['detailed']],
  verbosity: ['low', ['low']],
  serviceTier: ['flex', ['flex']],
  endUser: ['ada-4321', ['ada-4321']],
  metadata: [{ team: 'red-4321' }, ['red-4321']],
  promptCacheKey: ['key-4321', ['key-4321']],
  promptCaching: [{ ttl: '1h' }, ['1h']],
  include: [['file_search_call.results'], ['file_search_call.results']],
  store: [true, []],
};

/** Without tools there are no calls to be made at once. */
const { parallelToolCalls: _, ...WITHOUT_TOOLS } = SETTINGS;

describe.each([
  ['beside a tool', { tools: [TOOL] }, Object.entries(SETTINGS)],
  ['without a tool', { tools: [] }, Object.entries(WITHOUT_TOOLS)],
])('of a setting %s', (_beside, tools, rows) => {
  it.each(crossed(() => rows))('nothing is lost untold: %s', (_title, client, dialect, name, [value, marks]) => {
    // A model says how it reasoned where it is asked to reason.
    const others: Settings = name === 'reasoningSummary' ? { reasoning: { kind: 'effort', effort: 'high' } } : {};
    const settings = { ...others, [name]: value };
    const settingPaths = { [name]: `client.${name}` };
    const without = write(dialect, client, { ...tools, settings: others });
    expect(
      findLoss(write(dialect, client, { ...tools, settings, settingPaths }), without, `client.${name}`, marks),
    ).toBeUndefined();
  });
});

const AT = 'messages[2].content[0]';
const LONG = { ttl: '1h' } as const;
const PNG = { kind: 'base64', mediaType: 'image/png', data: 'TUFSSw==' } as const;
const WAV = { kind: 'base64', mediaType: 'audio/wav', data: 'TUFSSw==' } as const;
const PDF = { kind: 'base64', mediaType: 'application/pdf', data: 'TUFSSw==' } as const;
const ONLINE = { kind: 'url', url: 'https://media.example/mark' } as const;
const STORED = { kind: 'file-id', id: 'file-mark' } as const;
const PLAIN = { kind: 'text', mediaType: 'text/plain', text: 'mark' } as const;
const stateOf = (dialect: DialectId): ReasoningState => ({ dialect, kind: 'signature', data: 'c3RhdGU=' });

/** Parts of each type, with what makes each one worth a row. */
type Rows<Part extends { type: string }> = {
  readonly [Type in Part['type']]: readonly (readonly [title: string, part: Part & { type: Type }, marks: Marks])[];
};

const text = (differences: Partial<TextPart> = {}): TextPart => ({
  type: 'text',
  path: AT,
  text: 'said',
  ...differences,
});
const native = (dialect: DialectId, words?: string): NativePart => ({
  type: 'native',
  path: AT,
  dialect,
  value: { type: 'odd' },
  ...(words !== undefined && { text: words }),
});

const mediaOf = (client: DialectId) =>
  ({
    image: [
      ['an image', { type: 'image', path: AT, source: PNG }, [PNG.data]],
      ['an image online', { type: 'image', path: AT, source: ONLINE }, [ONLINE.url]],
      ['a stored image', { type: 'image', path: AT, source: STORED }, [STORED.id]],
      ['an image’s detail', { type: 'image', path: AT, source: PNG, detail: 'high' }, ['"detail":"high"']],
      ['an image’s cache mark', { type: 'image', path: AT, source: PNG, cacheControl: LONG }, ['1h']],
    ],
    audio: [
      ['a recording', { type: 'audio', path: AT, source: WAV }, [WAV.data]],
      ['a recording online', { type: 'audio', path: AT, source: ONLINE }, [ONLINE.url]],
    ],
    file: [
      ['a file', { type: 'file', path: AT, source: PDF }, [PDF.data]],
      ['a file online', { type: 'file', path: AT, source: ONLINE }, [ONLINE.url]],
      ['a stored file', { type: 'file', path: AT, source: STORED }, [STORED.id]],
      ['a file’s text', { type: 'file', path: AT, source: PLAIN }, ['mark', Buffer.from('mark').toString('base64')]],
      ['a file’s name', { type: 'file', path: AT, source: PDF, filename: 'mark.pdf' }, ['mark.pdf']],
      ['a file’s cache mark', { type: 'file', path: AT, source: PDF, cacheControl: LONG }, ['1h']],
    ],
    native: [
      ['a part of its own', native(client), ['odd']],
      ['what a part of its own says', native(client, 'mark'), ['mark']],
    ],
  }) as const satisfies Partial<Rows<UserPart & AssistantPart>>;

const userParts = (client: DialectId): Rows<UserPart> => ({
  text: [
    ['a text', text({ text: 'mark' }), ['mark']],
    ['a text’s cache mark', text({ cacheControl: LONG }), ['1h']],
  ],
  ...mediaOf(client),
});

const assistantParts = (client: DialectId): Rows<AssistantPart> => {
  const call = { type: 'tool-call', path: AT, id: 'call_2', name: 'look_up', argumentsText: '{}' } as const;
  const cited = { url: 'https://source.example', title: 'mark' };
  return {
    text: [
      ['a text', text({ text: 'mark' }), ['mark']],
      ['a text’s source', text({ citations: [cited] }), ['https://source.example']],
    ],
    reasoning: [
      ['a thought', { type: 'reasoning', path: AT, text: 'mark' }, ['mark']],
      ['a proof', { type: 'reasoning', path: AT, state: stateOf(client) }, ['c3RhdGU=']],
      ['a thought’s proof', { type: 'reasoning', path: AT, text: 'hm', state: stateOf(client) }, ['c3RhdGU=']],
    ],
    refusal: [['a refusal', { type: 'refusal', path: AT, text: 'mark' }, ['mark']]],
    'tool-call': [
      ['a call', { ...call, name: 'mark' }, ['mark']],
      ['a call’s id', call, ['call_2']],
      ['a call’s arguments', { ...call, argumentsText: '{"q":"mark"}' }, ['mark']],
      ['arguments that are no JSON', { ...call, argumentsText: 'mark' }, ['mark']],
      ['a call’s proof', { ...call, state: stateOf(client) }, ['c3RhdGU=']],
    ],
    ...mediaOf(client),
  };
};

const resultParts = (client: DialectId): Rows<ToolResultContent> => userParts(client);

const ROLES: {
  readonly [Role in Message['role']]: (
    client: DialectId,
  ) => (readonly [title: string, message: Message, marks: Marks])[];
} = {
  user: (client) => [
    ...rowsOf(userParts(client), (part): Message => ({ role: 'user', path: 'messages[2]', parts: [part] })),
    ['a speaker’s name', { role: 'user', path: 'messages[2]', parts: [text()], name: 'Ada' }, ['Ada']],
  ],
  assistant: (client) => [
    ...rowsOf(assistantParts(client), (part): Message => ({ role: 'assistant', path: 'messages[2]', parts: [part] })),
    ['a model’s name', { role: 'assistant', path: 'messages[2]', parts: [text()], name: 'Ada' }, ['Ada']],
  ],
  system: () => [
    ['an instruction', { role: 'system', path: 'messages[2]', parts: [text({ text: 'mark' })] }, ['mark']],
  ],
  developer: () => [
    [
      'a developer’s instruction',
      { role: 'developer', path: 'messages[2]', parts: [text({ text: 'mark' })] },
      ['mark'],
    ],
  ],
  tool: (client) => [
    ...rowsOf(resultParts(client), (part) => result([part])),
    ['a tool’s failure', result([text()], true), []],
  ],
};

function rowsOf<Part extends { type: string }>(rows: Rows<Part>, message: (part: Part) => Message) {
  const all = Object.values<readonly (readonly [string, Part, Marks])[]>(rows).flat();
  return all.map(([title, part, marks]) => [title, message(part), marks] as const);
}

function result(content: readonly ToolResultContent[], isError?: true): Message {
  const part = { type: 'tool-result', path: 'messages[2]', toolCallId: 'call_1', content } as const;
  return { role: 'tool', path: 'messages[2]', parts: [{ ...part, ...(isError && { isError }) }] };
}

describe.each(Object.entries(ROLES))('of a message of role %s', (role, rowsFor) => {
  it.each(crossed(rowsFor))('nothing is lost untold: %s', (_title, client, dialect, _row, message, marks) => {
    const isResult = role === 'tool';
    const before = isResult ? [HELLO, ASKED] : [HELLO];
    const without = isResult ? [...before, result([text()])] : before;
    expect(
      findLoss(
        write(dialect, client, { messages: [...before, message] }),
        write(dialect, client, { messages: without }),
        'messages[2]',
        marks,
      ),
    ).toBeUndefined();
  });
});

const TOOLS: {
  readonly [Type in Tool['type']]: (
    client: DialectId,
  ) => readonly (readonly [title: string, tool: Tool & { type: Type }, marks: Marks])[];
} = {
  function: () => {
    const tool = { type: 'function', path: 'tools[1]', name: 'f' } as const;
    const parameters = { type: 'object', properties: { mark: { type: 'string' } } };
    return [
      ['its name', { ...tool, name: 'mark' }, ['mark']],
      ['its description', { ...tool, description: 'mark' }, ['mark']],
      ['its parameters', { ...tool, parameters }, ['mark']],
      ['its strictness', { ...tool, parameters, strict: true }, ['"strict":true']],
      ['its cache mark', { ...tool, cacheControl: LONG }, ['1h']],
    ];
  },
  native: (dialect) => [
    ['itself', { type: 'native', path: 'tools[1]', dialect, name: 'mark', value: { mark: 1 } }, ['mark']],
  ],
};

describe.each(Object.entries(TOOLS))('of a tool that is %s', (_type, rowsFor) => {
  it.each(crossed<readonly [string, Tool, Marks]>(rowsFor))(
    'nothing is lost untold: %s',
    (_title, client, dialect, _row, tool, marks) => {
      const without = write(dialect, client, {});
      expect(findLoss(write(dialect, client, { tools: [TOOL, tool] }), without, 'tools[1]', marks)).toBeUndefined();
    },
  );
});

it.each(crossed(() => [['messages[0].odd'], ['odd']] as const))(
  'a field that the vocabulary has no word for is told: %s',
  (_title, client, dialect, path) => {
    const { receipt } = write(dialect, client, { extras: [{ path, value: 1 }] });
    expect(receipt).toContainEqual(expect.objectContaining({ path, outcome: 'dropped' }));
  },
);

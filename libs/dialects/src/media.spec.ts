import { describe, expect, it } from 'vitest';
import { type AssistantPart, type Base64Source, type Call, type Message, type UserPart } from './call';
import { mediaToFetch, withMedia } from './media';

const url = (at: string) => ({ kind: 'url' as const, url: at });
const bytes: Base64Source = { kind: 'base64', mediaType: 'image/png', data: 'QUJD' };
const image = (path: string, source: { kind: 'url'; url: string } | Base64Source) =>
  ({ type: 'image', path, source }) satisfies UserPart & AssistantPart;

const MESSAGES: Message[] = [
  { role: 'system', path: 'm0', parts: [{ type: 'text', path: 'm0.content', text: 'https://x/not-media' }] },
  {
    role: 'user',
    path: 'm1',
    parts: [
      image('m1.content[0]', url('https://x/a.png')),
      { type: 'file', path: 'm1.content[1]', source: url('HTTP://x/b.pdf'), filename: 'b.pdf' },
      { type: 'audio', path: 'm1.content[2]', source: url('https://x/c.wav') },
      image('m1.content[3]', url('data:image/svg+xml,%3Csvg/%3E')),
      { type: 'file', path: 'm1.content[4]', source: url('gs://bucket/d.pdf') },
      { type: 'file', path: 'm1.content[5]', source: { kind: 'file-id', id: 'f' } },
      image('m1.content[6]', bytes),
    ],
  },
  { role: 'assistant', path: 'm2', parts: [image('m2.content[0]', url('https://x/e.png'))] },
  {
    role: 'tool',
    path: 'm3',
    parts: [
      {
        type: 'tool-result',
        path: 'm3.content[0]',
        toolCallId: 'c',
        content: [
          { type: 'text', path: 'm3.content[0].content[0]', text: 'see' },
          image('m3.content[0].content[1]', url('https://x/f.png')),
        ],
      },
    ],
  },
];
const CALL: Call = {
  dialect: 'anthropic-messages',
  model: 'm',
  stream: false,
  messages: MESSAGES,
  tools: [],
  settings: {},
  settingPaths: {},
  extras: [],
};
const TARGET = { model: 'upstream' };

describe('what must be fetched', () => {
  it('is what stands at a web address, wherever in the conversation', () => {
    expect(mediaToFetch(CALL, { fetchesMedia: () => false }, TARGET)).toEqual([
      { path: 'm1.content[0]', url: 'https://x/a.png', type: 'image' },
      { path: 'm1.content[1]', url: 'HTTP://x/b.pdf', type: 'file' },
      { path: 'm1.content[2]', url: 'https://x/c.wav', type: 'audio' },
      { path: 'm2.content[0]', url: 'https://x/e.png', type: 'image' },
      { path: 'm3.content[0].content[1]', url: 'https://x/f.png', type: 'image' },
    ]);
  });

  it('is nothing that the vendor fetches itself', () => {
    const asked: unknown[] = [];
    const upstream = { fetchesMedia: (...of: unknown[]) => asked.push(of) > 1 };
    expect(mediaToFetch(CALL, upstream, TARGET)).toHaveLength(1);
    expect(asked[0]).toEqual([MESSAGES[1]!.parts[0], TARGET]);
  });
});

describe('what was fetched', () => {
  it('stands in place of its address, and all else stays', () => {
    const fetched = new Map([
      ['m1.content[1]', { ...bytes, mediaType: 'application/pdf' }],
      ['m3.content[0].content[1]', bytes],
      ['m0.content', bytes],
    ]);
    const filled = withMedia(CALL, fetched);
    const expected = structuredClone(MESSAGES);
    Object.assign(expected[1]!.parts[1]!, { source: { ...bytes, mediaType: 'application/pdf' } });
    Object.assign(expected[3]!.parts[0]!, {
      content: [
        { type: 'text', path: 'm3.content[0].content[0]', text: 'see' },
        image('m3.content[0].content[1]', bytes),
      ],
    });
    expect(filled).toEqual({ ...CALL, messages: expected });
    expect(mediaToFetch(filled, { fetchesMedia: () => false }, TARGET).map(({ path }) => path)).toEqual([
      'm1.content[0]',
      'm1.content[2]',
      'm2.content[0]',
    ]);
  });

  it('changes nothing where it is nothing', () => {
    expect(withMedia(CALL, new Map())).toBe(CALL);
    const before = structuredClone(CALL);
    withMedia(CALL, new Map([['m1.content[0]', bytes]]));
    expect(CALL).toEqual(before);
  });
});

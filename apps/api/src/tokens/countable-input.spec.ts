import { type Call, type Message, type Tool } from '@nuvra/dialects';
import { expect, it } from 'vitest';
import { countableInput } from './countable-input';

const callOf = (messages: Message[], tools: Tool[] = []): Call => ({
  dialect: 'openai-chat',
  model: 'm',
  stream: false,
  messages,
  tools,
  settings: {},
  settingPaths: {},
  extras: [],
});
const user = (...parts: Extract<Message, { role: 'user' }>['parts']): Message => ({ role: 'user', path: '', parts });
const base64 = (bytes: number) =>
  ({ kind: 'base64', mediaType: 'application/pdf', data: Buffer.alloc(bytes).toString('base64') }) as const;

it.each<[string, Call, string[], number]>([
  ['an empty conversation is the beginning of the reply', callOf([]), [], 3],
  ['words are counted, and what surrounds them', callOf([user({ type: 'text', path: '', text: 'one' })]), ['one'], 7],
  [
    'an image weighs what it would at 1024 × 1024',
    callOf([user({ type: 'image', path: '', source: base64(9) })]),
    [],
    772,
  ],
  [
    'in low detail it weighs less',
    callOf([user({ type: 'image', path: '', source: base64(9), detail: 'low' })]),
    [],
    92,
  ],
  ['a file weighs by its bytes', callOf([user({ type: 'file', path: '', source: base64(50_000) })]), [], 2007],
  ['a recording too', callOf([user({ type: 'audio', path: '', source: base64(16_000) })]), [], 39],
  [
    'a file of text is text',
    callOf([user({ type: 'file', path: '', source: { kind: 'text', mediaType: 'text/plain', text: 'two' } })]),
    ['two'],
    7,
  ],
  [
    'what only the vendor sees weighs something',
    callOf([user({ type: 'file', path: '', source: { kind: 'url', url: 'https://files.example/a.pdf' } })]),
    [],
    2007,
  ],
  [
    'calls and their results are words',
    callOf([
      {
        role: 'assistant',
        path: '',
        parts: [{ type: 'tool-call', path: '', id: '1', name: 'f', argumentsText: '{}' }],
      },
      {
        role: 'tool',
        path: '',
        parts: [{ type: 'tool-result', path: '', toolCallId: '1', content: [{ type: 'text', path: '', text: 'r' }] }],
      },
    ]),
    ['f', '{}', 'r'],
    15,
  ],
  [
    'tools are words',
    callOf([], [{ type: 'function', path: '', name: 'f', description: 'does', parameters: { type: 'object' } }]),
    ['{"name":"f","description":"does","parameters":{"type":"object"}}'],
    3,
  ],
])('%s', (_promise, call, texts, tokens) => {
  expect(countableInput(call)).toEqual({ texts, tokens });
});

import { describe, expect, it } from 'vitest';
import { type AssistantPart, type JsonObject } from '../call';
import { sealState } from '../reasoning-state';
import { linesOf, ours, TARGET, write } from './spec-support';

const text = (path: string, value: string) => ({ type: 'text' as const, path, text: value });
const base64 = (mediaType: string, data: string) => ({ kind: 'base64' as const, mediaType, data });

/** What a model said in another dialect, written as an assistant's message; with what the receipt says. */
function assistant(parts: AssistantPart[], target = TARGET) {
  const { body, receipt } = write({ messages: [{ role: 'assistant', path: 'm', parts }] }, target);
  const [message] = body['messages'] as JsonObject[];
  return { message, receipt: linesOf(receipt) };
}

describe('an assistant’s message', () => {
  const call: AssistantPart = { type: 'tool-call', path: 'c', id: 'c1', name: 'f', argumentsText: '{bad' };
  const written = { id: 'c1', type: 'function', function: { name: 'f', arguments: '{bad' } };
  const signature = { dialect: 'anthropic-messages', kind: 'signature', data: 'sig' } as const;
  const own = { dialect: 'openai-chat', kind: 'signature', data: '{"format":"x","signature":"sig"}' } as const;

  it.each<[string, AssistantPart[], JsonObject, string[]]>([
    ['text', [text('t', 'a')], { content: 'a' }, []],
    ['calls without text', [call], { content: null, tool_calls: [written] }, []],
    ['text and calls', [text('t', 'a'), call], { content: 'a', tool_calls: [written] }, []],
    ['a refusal', [{ type: 'refusal', path: 'm.refusal', text: 'no' }], { content: null, refusal: 'no' }, []],
    [
      'a refusal among texts',
      [text('m[0]', 'a'), { type: 'refusal', path: 'm[1]', text: 'no' }],
      {
        content: [
          { type: 'text', text: 'a' },
          { type: 'refusal', refusal: 'no' },
        ],
      },
      [],
    ],
    [
      'reasoning without proof',
      [
        { type: 'reasoning', path: 'r0', text: 'a' },
        { type: 'reasoning', path: 'r1', text: 'b' },
      ],
      { content: '', reasoning_content: 'a\n\nb' },
      [],
    ],
    [
      'reasoning with another’s proof',
      [
        { type: 'reasoning', path: 'r0', text: 'a', state: signature },
        { type: 'reasoning', path: 'r1', state: { ...signature, kind: 'redacted' } },
      ],
      { content: '', reasoning_content: 'a' },
      ['approximated r0', 'dropped r1'],
    ],
    [
      'reasoning with our own proof',
      [{ type: 'reasoning', path: 'r0', text: 'a', state: own }],
      { content: '', reasoning_details: [{ format: 'x', signature: 'sig', text: 'a' }] },
      [],
    ],
    [
      'a proof that only claims to be ours',
      [{ type: 'reasoning', path: 'r0', state: { ...own, data: 'x' } }],
      { content: '' },
      ['dropped r0'],
    ],
    [
      'a summary that another client returns to its issuer',
      [
        {
          type: 'reasoning',
          path: 'r0',
          text: 'sum',
          state: { ...own, data: '{"type":"reasoning.summary","format":"x"}' },
        },
      ],
      { content: '', reasoning_details: [{ type: 'reasoning.summary', format: 'x', summary: 'sum' }] },
      [],
    ],
    [
      'our own proof on the call itself',
      [{ ...call, state: { ...own, data: '{"extra_content":{"google":1}}' } }],
      { content: null, tool_calls: [{ ...written, extra_content: { google: 1 } }] },
      [],
    ],
    [
      'media and citations',
      [
        { ...text('t', 'a'), citations: [{ url: 'u' }] },
        { type: 'image', path: 'i', source: base64('image/png', 'QUJD') },
        { type: 'audio', path: 'au', source: base64('audio/wav', 'QUJD') },
      ],
      { content: 'a' },
      ['dropped i', 'dropped au', 'dropped t.citations'],
    ],
    [
      'parts that only its dialect has',
      [
        { type: 'native', path: 'n0', dialect: 'anthropic-messages', value: { type: 'server_tool_use' } },
        { type: 'native', path: 'n1', dialect: 'openai-responses', value: { type: 'file_search_call' }, text: 'x' },
      ],
      { content: 'x' },
      ['dropped n0', 'approximated n1'],
    ],
    [
      'a proof on a call',
      [{ ...call, state: { dialect: 'gemini', kind: 'signature', data: 'x' } }],
      { content: null, tool_calls: [written] },
      ['dropped c'],
    ],
  ])('%s', (_name, parts, message, receipt) => {
    expect(assistant(parts)).toEqual({ message: { role: 'assistant', ...message }, receipt });
  });

  it('takes no reasoning to a model that does not reason', () => {
    const parts: AssistantPart[] = [{ type: 'reasoning', path: 'r0', text: 'a' }, { ...call, state: signature }, call];
    expect(assistant(parts, { ...TARGET, reasoning: false })).toEqual({
      message: { role: 'assistant', content: null, tool_calls: [written, written] },
      receipt: ['dropped r0', 'dropped c'],
    });
  });
});

it('returns to no vendor what only we can open', () => {
  const reference = { dialect: 'openai-responses', kind: 'reference', data: 'rs_1' } as const;
  const { body, receipt } = ours({
    messages: [
      {
        role: 'assistant',
        content: 'a',
        reasoning_details: [
          { type: 'reasoning.text', text: 'hm', index: 0 },
          { type: 'reasoning.encrypted', data: sealState(reference), format: 'openai-responses-v1', index: 0 },
          { type: 'reasoning.encrypted', data: sealState(reference, 'c1'), format: 'openai-responses-v1', index: 1 },
        ],
        tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
      },
    ],
  });
  expect(body['messages']).toEqual([
    {
      role: 'assistant',
      content: 'a',
      reasoning_content: 'hm',
      tool_calls: [{ id: 'c1', type: 'function', function: { name: 'f', arguments: '{}' } }],
    },
  ]);
  expect(linesOf(receipt)).toEqual([
    'approximated messages[0].reasoning_details[0]',
    'dropped messages[0].tool_calls[0]',
  ]);
});

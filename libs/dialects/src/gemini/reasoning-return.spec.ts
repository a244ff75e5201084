import { describe, expect, test } from 'vitest';
import { type AssistantPart, type Call, type JsonObject, type Message, type ReasoningState } from '../call';
import { type ReplyEvent } from '../events';
import { ReceiptBook } from '../receipt';
import { exampleContext, readFrames, streamed } from './example-reply';
import { framesOf } from '../testing/split-stream';
import { gemini } from './gemini';

/* What a model thought comes back to it, byte for byte, through a client of Gemini that does nothing but return contents. */

const STATES: ReasoningState[] = [
  { dialect: 'anthropic-messages', kind: 'signature', data: 'ErUBCkYIBxgCIkB+/==' },
  { dialect: 'anthropic-messages', kind: 'redacted', data: 'EroBCkYIBxgCKkB"\\\n' },
  { dialect: 'openai-responses', kind: 'encrypted', data: 'gAAAAABo+/=', id: 'rs_1' },
  { dialect: 'openai-responses', kind: 'reference', data: 'rs_2' },
  { dialect: 'openai-chat', kind: 'encrypted', data: '{"type":"reasoning.encrypted","data":"ä"}' },
];
const OWN: ReasoningState = { dialect: 'gemini', kind: 'signature', data: 'CtACARFNMg80aCiO+/==' };

const stop: ReplyEvent = { type: 'finish', choice: 0, reason: 'tool-calls' };
const thought = (text: string): ReplyEvent => ({ type: 'reasoning-delta', choice: 0, text });
const proof = (state: ReasoningState): ReplyEvent => ({ type: 'reasoning-state', choice: 0, state });
const said = (text: string): ReplyEvent => ({ type: 'text-delta', choice: 0, text });
const call = (index: number, id: string, state?: ReasoningState): ReplyEvent[] => [
  { type: 'tool-call-start', choice: 0, index, id, name: 'f', ...(state && { state }) },
  { type: 'tool-call-delta', choice: 0, index, argumentsText: `{"n":${index}}` },
];

/** The contents that a client has of a reply: of a stream one a chunk, as the vendor's SDK keeps them. */
const HELD: [string, (events: readonly ReplyEvent[]) => unknown[]][] = [
  ['whole', (events) => contentsOf(gemini.writeReply(events, exampleContext()))],
  ['streamed', (events) => streamed(events).chunks.flat().flatMap(contentsOf)],
];

function contentsOf(reply: unknown): unknown[] {
  return (reply as { candidates: { content: unknown }[] }).candidates.map(({ content }) => content);
}

/** The parts of the model's turn in the client's next request, without their paths and without empty texts. */
function returned(contents: readonly unknown[]): JsonObject[] {
  const [, turn, ...more] = nextCall(contents).messages;
  expect(more.map(({ role }) => role)).toEqual(['tool']);
  return (turn?.parts as readonly AssistantPart[]).flatMap(({ path: _path, ...part }): JsonObject[] =>
    'text' in part && part.text === '' ? [] : [part],
  );
}

function nextCall(contents: readonly unknown[]): Call {
  const body = {
    contents: [
      { role: 'user', parts: [{ text: 'Hi' }] },
      ...contents,
      { role: 'user', parts: [{ functionResponse: { id: 'c0', name: 'f', response: { output: 'x' } } }] },
    ],
  };
  return gemini.readRequest(body, { model: 'm', stream: false });
}

describe.each(HELD)('a reply that was %s', (_held, hold) => {
  test.each(STATES)('returns $dialect’s $kind that closes a thought', (state) => {
    const parts = returned(hold([thought('H'), thought('m'), proof(state), said('A'), ...call(0, 'c0'), stop]));
    expect(parts[0]).toEqual({ type: 'reasoning', text: 'Hm', state });
    expect(parts.slice(1)).toMatchObject([
      { type: 'text', text: 'A' },
      { type: 'tool-call', id: 'c0', argumentsText: '{"n":0}' },
    ]);
  });

  test.each(STATES)('returns $dialect’s $kind that stands before a call', (state) => {
    const parts = returned(hold([proof(state), ...call(0, 'c0'), stop]));
    expect(parts).toEqual([
      { type: 'reasoning', state },
      { type: 'tool-call', id: 'c0', name: 'f', argumentsText: '{"n":0}' },
    ]);
  });

  test.each(STATES)('returns $dialect’s $kind that rides on a call', (state) => {
    const parts = returned(hold([...call(0, 'c0', state), ...call(1, 'c1'), stop]));
    expect(parts).toEqual([
      { type: 'tool-call', id: 'c0', name: 'f', argumentsText: '{"n":0}', state },
      { type: 'tool-call', id: 'c1', name: 'f', argumentsText: '{"n":1}' },
    ]);
  });

  test('returns thoughts that alternate with calls in their order', () => {
    const [first, second, third] = STATES as [ReasoningState, ReasoningState, ReasoningState];
    const events = [
      thought('A'),
      proof(first),
      proof(second),
      ...call(0, 'c0'),
      thought('B'),
      proof(third),
      ...call(1, 'c1'),
      stop,
    ];
    expect(returned(hold(events))).toEqual([
      { type: 'reasoning', text: 'A', state: first },
      { type: 'reasoning', state: second },
      { type: 'tool-call', id: 'c0', name: 'f', argumentsText: '{"n":0}' },
      { type: 'reasoning', text: 'B', state: third },
      { type: 'tool-call', id: 'c1', name: 'f', argumentsText: '{"n":1}' },
    ]);
  });

  test('returns Gemini’s own signatures to Gemini where they were', () => {
    const contents = hold([thought('Hm'), proof(OWN), said('A'), ...call(0, 'c0', OWN), ...call(1, 'c1'), stop]);
    const { body } = gemini.writeRequest(nextCall(contents), { model: 'gemini-3-flash-preview' }, new ReceiptBook());
    const parts = (body['contents'] as { parts: JsonObject[] }[]).slice(1, -1).flatMap((content) => content.parts);
    expect(parts.filter(({ text }) => text !== '')).toEqual([
      { text: 'Hm', thought: true },
      { text: 'A', thoughtSignature: OWN.data },
      { functionCall: { id: 'c0', name: 'f', args: { n: 0 } }, thoughtSignature: OWN.data },
      { functionCall: { id: 'c1', name: 'f', args: { n: 1 } } },
    ]);
  });
});

describe('ten turns of a tool loop on Gemini', () => {
  /** What the vendor says in a turn: it thinks, speaks and calls two functions, sometimes without telling ids. */
  const turnOf = (turn: number): JsonObject[] => [
    { text: `Thought ${turn}`, thought: true },
    { text: `Text ${turn}`, thoughtSignature: `dGV4dA${turn}+/` },
    {
      functionCall: { ...(turn % 2 === 0 && { id: `own${turn}` }), name: 'f', args: { turn } },
      thoughtSignature: `Y2FsbA${turn}==`,
    },
    { functionCall: { name: 'g', args: {} } },
  ];
  const chunk = (parts: JsonObject[], finishReason?: string) => ({
    candidates: [{ content: { parts, role: 'model' }, ...(finishReason && { finishReason }), index: 0 }],
    responseId: 'r',
    modelVersion: 'gemini-3',
  });

  test.each(HELD)('come back byte for byte (%s)', (held, hold) => {
    const history: unknown[] = [{ role: 'user', parts: [{ text: 'Go' }] }];
    for (let turn = 0; turn < 10; turn++) {
      const events =
        held === 'whole' ? gemini.readReply(chunk(turnOf(turn), 'STOP')) : readFrames(streamOf(turnOf(turn)));
      history.push(...hold(events));
      history.push({
        role: 'user',
        parts: ['f', 'g'].map((name) => ({ functionResponse: { name, response: { turn } } })),
      });
      const written = new ReceiptBook();
      const sent = gemini.readRequest({ contents: history }, { model: 'm', stream: false });
      const { body } = gemini.writeRequest(sent, { model: 'gemini-3-flash-preview' }, written);
      expect(written.lines).toEqual([]);
      expect(modelTurns(body)).toEqual(Array.from({ length: turn + 1 }, (_, at) => turnOf(at).map(withoutId)));
      expect(answersMatch(sent)).toBe(true);
    }
  });

  const streamOf = (parts: JsonObject[]) =>
    framesOf(
      Buffer.from(
        [...parts.map((part) => chunk([part])), chunk([{ text: '' }], 'STOP')]
          .map((each) => `data: ${JSON.stringify(each)}\r\n\r\n`)
          .join(''),
      ),
    );

  /** The model's parts in a body, turn by turn, without ids, which are told or ours, and without empty texts. */
  function modelTurns(body: JsonObject): JsonObject[][] {
    const turns: JsonObject[][] = [];
    let before: unknown;
    for (const { role, parts } of body['contents'] as { role: string; parts: JsonObject[] }[]) {
      if (role === 'model' && before !== 'model') turns.push([]);
      if (role === 'model') turns.at(-1)?.push(...parts.filter(({ text }) => text !== '').map(withoutId));
      before = role;
    }
    return turns;
  }

  function withoutId(part: JsonObject): JsonObject {
    const { id: _id, ...functionCall } = (part['functionCall'] ?? {}) as JsonObject;
    return part['functionCall'] ? { ...part, functionCall } : part;
  }

  /** Whether each result answers the call of its turn. */
  function answersMatch({ messages }: Call): boolean {
    return messages.every((message, at) => {
      if (message.role !== 'tool') return true;
      const calls = (messages[at - 1] as Extract<Message, { role: 'assistant' }>).parts.flatMap((part) =>
        part.type === 'tool-call' ? part.id : [],
      );
      return JSON.stringify(message.parts.map(({ toolCallId }) => toolCallId)) === JSON.stringify(calls);
    });
  }
});

import { describe, expect, it } from 'vitest';
import { AnswerToolReader } from './answer-tool';
import { type FinishReason, type ReplyEvent } from './events';
import { seededRandom } from './testing/split-stream';

const started = (choice: number, index: number, name: string): ReplyEvent => ({
  type: 'tool-call-start',
  choice,
  index,
  id: `c${index}`,
  name,
});
const argued = (choice: number, index: number, argumentsText: string): ReplyEvent => ({
  type: 'tool-call-delta',
  choice,
  index,
  argumentsText,
});
const text = (choice: number, said: string): ReplyEvent => ({ type: 'text-delta', choice, text: said });
const finished = (choice: number, reason: FinishReason): ReplyEvent => ({ type: 'finish', choice, reason });

function read(...events: ReplyEvent[]): ReplyEvent[] {
  const reader = new AnswerToolReader('answer');
  return events.flatMap((event) => reader.read(event));
}

describe('a reply through the answer tool', () => {
  it.each<[string, ReplyEvent[], ReplyEvent[]]>([
    [
      'is text that ends by itself',
      [started(0, 0, 'answer'), argued(0, 0, '{"a":'), argued(0, 0, '1}'), finished(0, 'tool-calls')],
      [text(0, '{"a":'), text(0, '1}'), finished(0, 'stop')],
    ],
    [
      'keeps other calls, and their end',
      [started(0, 0, 'f'), started(0, 1, 'answer'), argued(0, 1, '{}'), argued(0, 0, '7'), finished(0, 'tool-calls')],
      [started(0, 0, 'f'), text(0, '{}'), argued(0, 0, '7'), finished(0, 'tool-calls')],
    ],
    [
      'ends as it was told when it did not end in calls',
      [started(0, 0, 'answer'), finished(0, 'length')],
      [finished(0, 'length')],
    ],
    [
      'tells choices apart',
      [
        started(0, 0, 'answer'),
        started(1, 0, 'f'),
        argued(1, 0, 'x'),
        argued(0, 0, 'y'),
        finished(0, 'tool-calls'),
        finished(1, 'tool-calls'),
      ],
      [started(1, 0, 'f'), argued(1, 0, 'x'), text(0, 'y'), finished(0, 'stop'), finished(1, 'tool-calls')],
    ],
    ['leaves a reply without it alone', [text(0, 'a'), finished(0, 'stop')], [text(0, 'a'), finished(0, 'stop')]],
  ])('%s', (_promise, events, expected) => {
    expect(read(...events)).toEqual(expected);
  });

  it('loses no piece of any call, in whatever order they come', () => {
    for (let seed = 0; seed < 300; seed++) {
      const random = seededRandom(seed);
      const pick = (length: number): number => Math.floor(random() * length);
      const names = Array.from({ length: 4 }, () => (pick(2) ? 'answer' : 'f'));
      const pieces = Array.from({ length: 30 }, (_, at): [number, string] => [pick(4), `${at};`]);
      const events = read(
        ...names.map((name, index) => started(0, index, name)),
        ...pieces.map(([index, piece]) => argued(0, index, piece)),
        finished(0, 'tool-calls'),
      );
      const saidBy = (isAnswer: boolean): string =>
        pieces.flatMap(([index, piece]) => ((names[index] === 'answer') === isAnswer ? piece : [])).join('');
      const told = events.map((event) => (event.type === 'text-delta' ? event.text : '')).join('');
      const called = events.map((event) => (event.type === 'tool-call-delta' ? event.argumentsText : '')).join('');
      expect({ seed, told, called }).toEqual({ seed, told: saidBy(true), called: saidBy(false) });
      expect(events.at(-1)).toEqual(finished(0, names.includes('f') ? 'tool-calls' : 'stop'));
    }
  });
});

import { expect, it } from 'vitest';
import { JsonArrayFrames } from './json-array-frames';

it.each<[what: string, events: (Buffer | string)[], array: unknown[]]>([
  ['no events', [], []],
  ['one', ['data: {"a":1}\n\n'], [{ a: 1 }]],
  [
    'several, some at once',
    ['data: {"a":1}\n\n', 'data: {"a":2}\n\ndata: {"a":3}\n\n'],
    [{ a: 1 }, { a: 2 }, { a: 3 }],
  ],
  ['bytes, with other line ends and without spaces', [Buffer.from('data:{"a":"é"}\r\n\r\n')], [{ a: 'é' }]],
  ['data over several lines', ['data: {\ndata: "a":1}\n\n'], [{ a: 1 }]],
  ['comments and names of events', [': ping\n\n', 'event: x\ndata: {"a":1}\n\n', ''], [{ a: 1 }]],
])('makes an array of %s', (_what, events, array) => {
  const frames = new JsonArrayFrames();
  const text = events.map((event) => frames.write(event)).join('') + frames.end();
  expect(JSON.parse(text)).toEqual(array);
});

it('gives each element when it comes', () => {
  const frames = new JsonArrayFrames();
  expect(frames.write('data: {"a":1}\n\n')).toBe('[{"a":1}');
  expect(frames.write('data: {"a":2}\n\n')).toBe(',\r\n{"a":2}');
});

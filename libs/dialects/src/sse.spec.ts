import { describe, expect, it, vi } from 'vitest';
import { SseFrame, SseSplitter } from './sse';
import { everySplit, framesOf } from './testing/split-stream';

const frame = (text: string): SseFrame => new SseFrame(Buffer.from(text));
const textsOf = (frames: readonly SseFrame[]): string[] => frames.map(({ bytes }) => bytes.toString('utf8'));

describe('SseFrame', () => {
  it.each([
    ['one data line', 'data: {"a":1}\n\n', '{"a":1}', undefined],
    ['no space after the colon', 'data:x\n\n', 'x', undefined],
    ['only the first space is the separator', 'data:  x\n\n', ' x', undefined],
    ['several data lines are joined by LF', 'data: a\ndata: b\r\ndata: c\rdata: d\n\n', 'a\nb\nc\nd', undefined],
    ['an empty data line among others', 'data: a\ndata\ndata: b\n\n', 'a\n\nb', undefined],
    ['colons within the value', 'data: a:b: c\n\n', 'a:b: c', undefined],
    ['an event name', 'event: error\ndata: x\n\n', 'x', 'error'],
    ['the last event name counts', 'event: a\nevent: b\ndata: x\n\n', 'x', 'b'],
    ['an event after its data', 'data: x\nevent: late\n\n', 'x', 'late'],
    ['other fields are passed over', 'id: 7\nretry: 10\ndatum: no\ndata: x\n\n', 'x', undefined],
    ['a comment says nothing', ': OPENROUTER PROCESSING\n\n', undefined, undefined],
    ['a comment beside data', ': note\ndata: x\n\n', 'x', undefined],
    ['empty data is no event', 'data:\n\n', undefined, undefined],
    ['an empty event name is none', 'event:\ndata: x\n\n', 'x', undefined],
    ['a byte order mark before the first field', '\uFEFFdata: x\n\n', 'x', undefined],
    ['a byte order mark within the data stays', 'data: \uFEFFx\n\n', '\uFEFFx', undefined],
    ['text beyond ASCII', 'data: čaj ☕ 茶\n\n', 'čaj ☕ 茶', undefined],
  ])('%s', (_name, text, data, event) => {
    expect(frame(text).data).toBe(data);
    expect(frame(text).event).toBe(event);
  });
});

describe('SseSplitter', () => {
  const STREAMS: [string, string[]][] = [
    ['LF', ['data: a\n\n', 'data: b\n\n']],
    ['CRLF', ['data: a\r\n\r\n', 'event: x\r\ndata: b\r\n\r\n']],
    ['CR', ['data: a\r\r', 'event: x\rdata: b\r\r']],
    ['mixed line ends', ['data: a\n\r\n', 'data: b\r\n\n', 'data: c\r\r\n', 'data: d\n\r', 'data: e\n\n']],
    ['several lines a frame', ['event: x\ndata: a\ndata: b\n\n', ': note\n\n', 'data: c\n\n']],
    ['text beyond ASCII', ['data: ☕\n\n', 'data: 茶 🍵\n\n']],
    ['more blank lines than needed', ['data: a\n\n', '\n\n', 'data: b\n\n']],
    ['a byte order mark', ['\uFEFFdata: a\n\n', 'data: b\n\n']],
  ];

  it.each(STREAMS)('%s: cut anywhere, the frames are the same bytes', (_name, expected) => {
    const stream = Buffer.from(expected.join(''));
    expect(textsOf(framesOf(stream))).toEqual(expected);
    for (const cuts of everySplit(stream)) {
      expect({ cuts, frames: textsOf(framesOf(stream, ...cuts)) }).toEqual({ cuts, frames: expected });
    }
  });

  it('gives a frame as soon as its blank line is there', () => {
    const splitter = new SseSplitter();
    expect(textsOf(splitter.push(Buffer.from('data: a\n\ndata: b\n\ndat')))).toEqual(['data: a\n\n', 'data: b\n\n']);
    expect(splitter.push(Buffer.from('a: c\n'))).toEqual([]);
    expect(textsOf(splitter.push(Buffer.from('\n')))).toEqual(['data: c\n\n']);
  });

  it('marks only a frame without its blank line as cut', () => {
    const [whole, half, ...none] = framesOf(Buffer.from('data: a\n\ndata: b'));
    expect([whole?.cut, half?.cut, half?.data, none]).toEqual([false, true, 'b', []]);
  });

  it('gives nothing at the end when only blank lines are left', () => {
    expect(textsOf(framesOf(Buffer.from('data: a\n\n\r\n')))).toEqual(['data: a\n\n']);
    expect(framesOf(Buffer.alloc(0))).toEqual([]);
  });

  it('can be ended twice', () => {
    const splitter = new SseSplitter();
    splitter.push(Buffer.from('data: a'));
    expect(splitter.end()).toHaveLength(1);
    expect(splitter.end()).toEqual([]);
  });

  it('leaves frames alone that it gave away', () => {
    const splitter = new SseSplitter();
    const frames = [...splitter.push(Buffer.from('data: 1')), ...splitter.push(Buffer.from('23\n\ndata: 4'))];
    for (let chunk = 0; chunk < 50; chunk++) splitter.push(Buffer.from('xxxxxxxxxx'));
    expect(textsOf(frames)).toEqual(['data: 123\n\n']);
  });

  it('shares memory with a chunk that is a whole frame', () => {
    const chunk = Buffer.from('data: a\n\n');
    expect(new SseSplitter().push(chunk)[0]?.bytes.buffer).toBe(chunk.buffer);
  });

  it('takes a large frame in many chunks without copying it once a chunk', () => {
    const splitter = new SseSplitter();
    const chunk = Buffer.alloc(1024, 'x');
    // Counts the work, which is the promise; how long it takes is the machine's affair.
    const copy = vi.spyOn(Buffer.prototype, 'copy');
    const concat = vi.spyOn(Buffer, 'concat');
    for (let sent = 0; sent < 4096; sent++) splitter.push(chunk);
    const copied =
      copy.mock.results.reduce((sum, { value }) => sum + Number(value), 0) +
      concat.mock.results.reduce((sum, { value }) => sum + (value as Buffer).length, 0);
    vi.restoreAllMocks();
    const total = 4096 * 1024;
    expect(copied).toBeGreaterThan(0);
    expect(copied).toBeLessThan(4 * total);
    expect(splitter.push(Buffer.from('\n\n'))[0]?.bytes.length).toBe(total + 2);
  });

  it('refuses an unfinished frame beyond the limit, and only an unfinished one', () => {
    const splitter = new SseSplitter(8);
    expect(splitter.push(Buffer.from('data: 0123456789\n\n'))).toHaveLength(1);
    expect(splitter.push(Buffer.from('data: 01'))).toEqual([]);
    expect(() => splitter.push(Buffer.from('2'))).toThrow(RangeError);
  });
});

/**
 * Server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html: frames end at a blank line; lines end in
 * LF, CRLF or CR. A frame keeps its own bytes, so that it can be forwarded exactly as it came.
 */
export class SseFrame {
  constructor(readonly bytes: Buffer) {}

  /** The `data` lines joined by LF; undefined for a frame of comments alone. Decoded when asked for, not before. */
  get data(): string | undefined {
    return this.fields().data;
  }

  /** The `event` field; undefined where the frame names none. */
  get event(): string | undefined {
    return this.fields().event;
  }

  private fields(): { data?: string; event?: string } {
    let data: string | undefined;
    let event: string | undefined;
    for (const line of this.bytes.toString('utf8').split(/\r\n|\n|\r/)) {
      const colon = line.indexOf(':');
      if (colon === 0 || line === '') continue;
      const name = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
      if (name === 'data') data = data === undefined ? value : `${data}\n${value}`;
      else if (name === 'event') event = value;
    }
    return { data, event };
  }
}

const LF = 10;
const CR = 13;

/** Cuts a byte stream, split anywhere, into frames. Holds at most one incomplete frame. */
export class SseSplitter {
  private rest: Buffer | undefined;

  /** @param maxFrameBytes a frame that grows beyond this is not SSE (or an attack) and is refused */
  constructor(private readonly maxFrameBytes = 32 * 1024 * 1024) {}

  /**
   * Takes the next bytes, returns the frames they complete.
   * @throws {RangeError} when an unfinished frame exceeds the limit
   */
  push(chunk: Buffer): SseFrame[] {
    const bytes = this.rest ? Buffer.concat([this.rest, chunk]) : chunk;
    // A blank line may begin in the last three bytes that were already searched.
    let from = this.rest ? Math.max(0, this.rest.length - 3) : 0;
    const frames: SseFrame[] = [];
    let start = 0;
    for (let end = frameEnd(bytes, from); end > 0; end = frameEnd(bytes, from)) {
      frames.push(new SseFrame(bytes.subarray(start, end)));
      start = from = end;
    }
    this.rest = start < bytes.length ? bytes.subarray(start) : undefined;
    if (this.rest && this.rest.length > this.maxFrameBytes) throw new RangeError('An SSE frame exceeds the size limit');
    return frames;
  }

  /** What is left when the stream ended: a last frame without its blank line, or nothing. */
  end(): SseFrame[] {
    const { rest } = this;
    this.rest = undefined;
    return rest && rest.toString('latin1').trim() !== '' ? [new SseFrame(rest)] : [];
  }
}

/** Index just behind the first blank line at or after `from`, or −1 while there is none for sure. */
function frameEnd(bytes: Buffer, from: number): number {
  const { length } = bytes;
  for (let i = from; i < length; i++) {
    const byte = bytes[i];
    if (byte !== LF && byte !== CR) continue;
    let next = i + 1;
    if (byte === CR) {
      if (next >= length) return -1;
      if (bytes[next] === LF) next++;
    }
    if (next >= length) return -1;
    if (bytes[next] === LF) return next + 1;
    if (bytes[next] === CR) {
      if (next + 1 >= length) return -1;
      return bytes[next + 1] === LF ? next + 2 : next + 1;
    }
    i = next - 1;
  }
  return -1;
}

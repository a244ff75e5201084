/**
 * Server-sent events, https://html.spec.whatwg.org/multipage/server-sent-events.html: frames end at a blank line; lines end in
 * LF, CRLF or CR. A frame keeps its own bytes, so that it can be forwarded exactly as it came.
 */
export class SseFrame {
  /** @param cut the stream ended before the frame's blank line: what is here may be half of it */
  constructor(
    readonly bytes: Buffer,
    readonly cut = false,
  ) {}

  /** The `data` lines joined by LF; undefined where they say nothing, as in a comment. Decoded when asked for, not before. */
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
    const text = this.bytes.toString('utf8');
    // A byte order mark may precede the first frame of a stream; in front of a field it would hide the field's name.
    for (const line of (text.startsWith('\uFEFF') ? text.slice(1) : text).split(/\r\n|\n|\r/)) {
      const colon = line.indexOf(':');
      if (colon === 0 || line === '') continue;
      const name = colon < 0 ? line : line.slice(0, colon);
      const value = colon < 0 ? '' : line.slice(line[colon + 1] === ' ' ? colon + 2 : colon + 1);
      if (name === 'data') data = data === undefined ? value : `${data}\n${value}`;
      else if (name === 'event') event = value;
    }
    // Empty data is no event, and an empty event name is no name: both per "dispatch the event" of the specification.
    return { data: data || undefined, event: event || undefined };
  }
}

const LF = 10;
const CR = 13;
const BLANK_LINE = Buffer.from('\n\n');
const NOTHING = Buffer.alloc(0);

/** Cuts a byte stream, split anywhere, into frames. Holds at most one incomplete frame. */
export class SseSplitter {
  /** The incomplete frame: the first `heldLength` bytes of `held`, whose other bytes are room to grow. */
  private held: Buffer = NOTHING;
  private heldLength = 0;

  /** @param maxFrameBytes a frame that grows beyond this is not SSE (or an attack) and is refused */
  constructor(private readonly maxFrameBytes = 32 * 1024 * 1024) {}

  /**
   * Takes the next bytes, returns the frames they complete. Frames share memory with the chunk where one chunk holds them.
   * @throws {RangeError} when an unfinished frame exceeds the limit
   */
  push(chunk: Buffer): SseFrame[] {
    // A blank line may begin in the last three bytes that were already searched.
    let from = Math.max(0, this.heldLength - 3);
    const bytes = this.heldLength > 0 ? this.append(chunk) : chunk;
    const frames: SseFrame[] = [];
    let start = 0;
    // JSON holds no raw CR: where there is none, the search for a blank line is one native call.
    const frameEnd = bytes.includes(CR, from) ? anyFrameEnd : lfFrameEnd;
    for (let end = frameEnd(bytes, from); end > 0; end = frameEnd(bytes, from)) {
      frames.push(new SseFrame(bytes.subarray(start, end)));
      start = from = end;
    }
    if (frames.length > 0 || this.heldLength === 0) {
      // A view without room: its memory belongs to frames already given away, and is never written again.
      this.held = start < bytes.length ? bytes.subarray(start) : NOTHING;
    }
    this.heldLength = bytes.length - start;
    if (this.heldLength > this.maxFrameBytes) throw new RangeError('An SSE frame exceeds the size limit');
    return frames;
  }

  /** What is left when the stream ended: a last frame without its blank line, marked as cut, or nothing. */
  end(): SseFrame[] {
    const rest = this.held.subarray(0, this.heldLength);
    this.held = NOTHING;
    this.heldLength = 0;
    return rest.toString('latin1').trim() !== '' ? [new SseFrame(rest, true)] : [];
  }

  /** Adds to the incomplete frame; room doubles, so that a frame in many chunks is not copied once a chunk. */
  private append(chunk: Buffer): Buffer {
    const length = this.heldLength + chunk.length;
    if (length > this.held.length) {
      const roomier = Buffer.allocUnsafe(Math.max(length, 2 * this.heldLength));
      this.held.copy(roomier, 0, 0, this.heldLength);
      this.held = roomier;
    }
    chunk.copy(this.held, this.heldLength);
    return this.held.subarray(0, length);
  }
}

/** Like `anyFrameEnd`, where all lines end in LF. */
function lfFrameEnd(bytes: Buffer, from: number): number {
  const blank = bytes.indexOf(BLANK_LINE, from);
  return blank < 0 ? -1 : blank + BLANK_LINE.length;
}

/** Index just behind the first blank line at or after `from`, or −1 while there is none for sure. */
function anyFrameEnd(bytes: Buffer, from: number): number {
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

/** Frames what comes as server-sent events as one JSON array, an element an event: how Gemini streams without `alt=sse`. */
export class JsonArrayFrames {
  private hasBegun = false;

  /** The array's text for events that are whole; what holds no data gives nothing. */
  write(events: Buffer | string): string {
    let text = '';
    for (const event of events.toString().split(/\r?\n\r?\n/)) {
      const data = event
        .split(/\r?\n/)
        .flatMap((line) => (line.startsWith('data:') ? [line.slice('data:'.length)] : []))
        .join('\n');
      if (data === '') continue;
      text += `${this.hasBegun ? ',\r\n' : '['}${data.trim()}`;
      this.hasBegun = true;
    }
    return text;
  }

  end(): string {
    return this.hasBegun ? ']' : '[]';
  }
}

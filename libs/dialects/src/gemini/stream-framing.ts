/** How chunks are told apart: as server-sent events (`alt=sse`), without a last word, or as the elements of one JSON array. */
export class StreamFraming {
  private hasBegun = false;

  constructor(private readonly kind: 'sse' | 'json-array') {}

  write(chunk: string): string {
    if (this.kind === 'sse') return `data: ${chunk}\r\n\r\n`;
    const before = this.hasBegun ? ',\r\n' : '[';
    this.hasBegun = true;
    return before + chunk;
  }

  end(): string {
    if (this.kind === 'sse') return '';
    return this.hasBegun ? '\r\n]\r\n' : '[]\r\n';
  }
}

/** What a form's bytes say, in their order. */
export type FormToken =
  /** A field, whole. `head` is the part's header as it came, with the blank line. */
  | { readonly type: 'field'; readonly name: string; readonly head: Buffer; readonly value: Buffer }
  /** A file begins; its bytes follow. */
  | { readonly type: 'file'; readonly name: string; readonly head: Buffer }
  | { readonly type: 'bytes'; readonly bytes: Buffer }
  | { readonly type: 'file-end' };

/** The bytes are no form: an end without a beginning, a header without a name, or something too long. */
export class MalformedForm extends Error {}

const CRLF = Buffer.from('\r\n');
const HEAD_END = Buffer.from('\r\n\r\n');
const MAX_HEAD_BYTES = 16 * 1024;
const NOTHING = Buffer.alloc(0);

/**
 * Cuts a `multipart/form-data` body (RFC 7578), split anywhere, into its parts: fields whole, files as their bytes come. It holds no more than a
 * field, a header, or a delimiter's length. Headers are kept as they came, so that a form can be sent on without being written anew.
 */
export class FormSplitter {
  private readonly delimiter: Buffer;
  private held: Buffer = CRLF;
  private state: 'between' | 'head' | 'field' | 'file' | 'over' = 'between';
  private name = '';
  private head: Buffer = NOTHING;

  /** @param maxFieldBytes a field that grows beyond this is refused; files have no limit here */
  constructor(
    boundary: string,
    private readonly maxFieldBytes = 1024 * 1024,
  ) {
    this.delimiter = Buffer.from(`\r\n--${boundary}`);
  }

  /** Whether the closing delimiter has come. */
  get over(): boolean {
    return this.state === 'over';
  }

  /** @throws {MalformedForm} */
  push(chunk: Buffer): FormToken[] {
    const tokens: FormToken[] = [];
    if (this.state === 'over') return tokens;
    this.held = this.held.length > 0 ? Buffer.concat([this.held, chunk]) : chunk;
    while (this.step(tokens));
    return tokens;
  }

  /** Takes one step through what is held; false when more bytes are needed. */
  private step(tokens: FormToken[]): boolean {
    switch (this.state) {
      case 'between':
        return this.passDelimiter();
      case 'head':
        return this.readHead(tokens);
      case 'field':
        return this.readField(tokens);
      case 'file':
        return this.readFile(tokens);
      case 'over':
        return false;
    }
  }

  /** Past a delimiter and its line; two dashes behind it end the form. What stands before the first one is no part (RFC 2046, 5.1.1). */
  private passDelimiter(): boolean {
    const at = this.held.indexOf(this.delimiter);
    if (at < 0) {
      this.held = this.held.subarray(Math.max(0, this.held.length - this.delimiter.length));
      return false;
    }
    const behind = at + this.delimiter.length;
    const lineEnd = this.held.indexOf(CRLF, behind);
    if (this.held.length >= behind + 2 && this.held.toString('latin1', behind, behind + 2) === '--') {
      this.state = 'over';
      this.held = NOTHING;
      return false;
    }
    if (lineEnd < 0) return false;
    this.held = this.held.subarray(lineEnd + CRLF.length);
    this.state = 'head';
    return true;
  }

  private readHead(tokens: FormToken[]): boolean {
    const at = this.held.indexOf(HEAD_END);
    if (at < 0) {
      if (this.held.length > MAX_HEAD_BYTES) throw new MalformedForm('The header of a part is too long.');
      return false;
    }
    this.head = this.held.subarray(0, at + HEAD_END.length);
    this.held = this.held.subarray(at + HEAD_END.length);
    const header = this.head.toString('utf8');
    const name = /^content-disposition:.*?[;\s]name="([^"\r\n]*)"/im.exec(header)?.[1];
    if (name === undefined) throw new MalformedForm('A part of the form has no name.');
    this.name = name;
    const isFile = /^content-disposition:.*[;\s]filename\*?=/im.test(header);
    this.state = isFile ? 'file' : 'field';
    if (isFile) tokens.push({ type: 'file', name, head: this.head });
    return true;
  }

  private readField(tokens: FormToken[]): boolean {
    const at = this.held.indexOf(this.delimiter);
    if ((at < 0 ? this.held.length : at) > this.maxFieldBytes) {
      throw new MalformedForm(`The field '${this.name}' is too long.`);
    }
    if (at < 0) return false;
    tokens.push({ type: 'field', name: this.name, head: this.head, value: this.held.subarray(0, at) });
    this.held = this.held.subarray(at);
    this.state = 'between';
    return true;
  }

  private readFile(tokens: FormToken[]): boolean {
    const at = this.held.indexOf(this.delimiter);
    // A delimiter may begin in the last bytes.
    const sure = at < 0 ? Math.max(0, this.held.length - this.delimiter.length + 1) : at;
    if (sure > 0) tokens.push({ type: 'bytes', bytes: this.held.subarray(0, sure) });
    this.held = this.held.subarray(sure);
    if (at < 0) return false;
    tokens.push({ type: 'file-end' });
    this.state = 'between';
    return true;
  }
}

/** The boundary in a `content-type` of a form; undefined where it is none. */
export function boundaryOf(contentType: string | undefined): string | undefined {
  const [, quoted, plain] =
    /^multipart\/form-data\b.*?;\s*boundary=(?:"([^"]+)"|([^;\s]+))/i.exec(contentType ?? '') ?? [];
  return quoted ?? plain;
}

/** The bytes of one field of a form. */
export function writeField(boundary: string, name: string, value: string): Buffer {
  return Buffer.from(`--${boundary}\r\ncontent-disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`);
}

import { boundaryOf, FormSplitter, type FormToken, MalformedForm, writeField } from '@nuvra/dialects';
import { type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { AppError } from '../../errors/app-error';

/**
 * A form that is being received. Its files are not kept: what comes before the field that is waited for is held, the rest goes on as it comes.
 */
export interface Form {
  /** The fields that came so far, the first of each name. */
  readonly fields: ReadonlyMap<string, string>;
  /** The form on its way to a provider, with some fields said anew or (undefined) left out, and its `content-type`. To be called once. */
  forward(fields: Readonly<Record<string, string | undefined>>): {
    readonly body: Readable;
    readonly contentType: string;
  };
}

/**
 * Receives a form until it has named its model.
 * @throws {AppError} `body_too_large`, `invalid_request`
 */
export async function openForm(request: IncomingMessage, maxBytes: number): Promise<Form> {
  const boundary = boundaryOf(request.headers['content-type']);
  if (boundary === undefined) throw malformed('Send the request as multipart/form-data.');
  const tokens = tokensOf(request, boundary, maxBytes);
  const fields = new Map<string, string>();
  const held: FormToken[] = [];
  while (!fields.has('model')) {
    const { value: token, done } = await tokens.next();
    if (done) break;
    held.push(note(token, fields));
  }
  return {
    fields,
    forward: (anew) => ({
      body: Readable.from(rewrite(held, tokens, fields, boundary, anew), { objectMode: false }),
      contentType: `multipart/form-data; boundary="${boundary}"`,
    }),
  };
}

function note(token: FormToken, fields: Map<string, string>): FormToken {
  if (token.type === 'field' && !fields.has(token.name)) fields.set(token.name, token.value.toString('utf8'));
  return token;
}

async function* tokensOf(
  request: IncomingMessage,
  boundary: string,
  maxBytes: number,
): AsyncGenerator<FormToken, void> {
  const splitter = new FormSplitter(boundary);
  let size = 0;
  // The request stays usable when nobody asks for more: its rest is thrown away by whoever answers with an error.
  for await (const chunk of request.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) {
      throw new AppError(
        'body_too_large',
        `The body is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB, the most that this gateway takes.`,
      );
    }
    yield* cut(splitter, chunk);
  }
  if (!splitter.over) throw malformed('The form broke off.');
}

function cut(splitter: FormSplitter, chunk: Buffer): FormToken[] {
  try {
    return splitter.push(chunk);
  } catch (error) {
    throw error instanceof MalformedForm ? malformed(error.message) : error;
  }
}

function malformed(message: string): AppError {
  return new AppError('invalid_request', message);
}

/** The form's bytes: parts with their own headers, but for the fields that are said anew. */
async function* rewrite(
  held: readonly FormToken[],
  rest: AsyncIterable<FormToken>,
  fields: Map<string, string>,
  boundary: string,
  anew: Readonly<Record<string, string | undefined>>,
): AsyncGenerator<Buffer> {
  const opening = Buffer.from(`--${boundary}\r\n`);
  const ending = Buffer.from('\r\n');
  const bytesOf = (token: FormToken): Buffer[] => {
    switch (token.type) {
      case 'field':
        return Object.hasOwn(anew, token.name) ? [] : [opening, token.head, token.value, ending];
      case 'file':
        return [opening, token.head];
      case 'bytes':
        return [token.bytes];
      case 'file-end':
        return [ending];
    }
  };
  for (const [name, value] of Object.entries(anew)) if (value !== undefined) yield writeField(boundary, name, value);
  for (const token of held) yield* bytesOf(token);
  for await (const token of rest) yield* bytesOf(note(token, fields));
  yield Buffer.from(`--${boundary}--\r\n`);
}

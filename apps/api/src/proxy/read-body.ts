import { type JsonObject } from '@nuvra/dialects';
import { type IncomingMessage } from 'node:http';
import { AppError } from '../errors/app-error';

const MAX_DEPTH = 64;

/**
 * Reads a request's body as one JSON object.
 * @throws {AppError} as {@link readBytes} and {@link parseJsonObject}
 */
export async function readJsonObject(request: IncomingMessage, maxBytes: number): Promise<JsonObject> {
  return parseJsonObject(await readBytes(request, maxBytes));
}

/**
 * Reads a body as one JSON object. Its depth is checked before it is parsed.
 * @throws {AppError} `body_too_deep`, `invalid_json`
 */
export function parseJsonObject(bytes: Buffer): JsonObject {
  checkDepth(bytes);
  let body: unknown;
  try {
    body = JSON.parse(bytes.toString('utf8'));
  } catch (error) {
    throw new AppError('invalid_json', `The body is not valid JSON: ${(error as Error).message}`);
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    throw new AppError('invalid_json', 'The body must be a JSON object.');
  }
  return body as JsonObject;
}

/**
 * Reads a request's body, which must not be compressed.
 * @throws {AppError} `body_too_large`, `invalid_request`
 */
export function readBytes(request: IncomingMessage, maxBytes: number): Promise<Buffer> {
  const tooLarge = (): AppError =>
    new AppError(
      'body_too_large',
      `The body is larger than ${Math.floor(maxBytes / 1024 / 1024)} MB, the most that this gateway takes.`,
    );
  return new Promise((resolve, reject) => {
    if (Number(request.headers['content-length']) > maxBytes) return reject(tooLarge());
    if (request.headers['content-encoding'] && request.headers['content-encoding'] !== 'identity') {
      return reject(new AppError('invalid_request', 'Send the body without Content-Encoding.'));
    }
    const chunks: Buffer[] = [];
    let size = 0;
    const take = (chunk: Buffer): void => {
      size += chunk.length;
      if (size <= maxBytes) return void chunks.push(chunk);
      request.off('data', take);
      reject(tooLarge());
    };
    request.on('data', take);
    request.once('end', () => resolve(chunks.length === 1 ? chunks[0]! : Buffer.concat(chunks, size)));
    request.once('error', (error) => reject(new AppError('invalid_request', 'The body broke off.', { cause: error })));
  });
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** Counts brackets outside of strings: translators recurse, and a body must not choose how deep. */
function checkDepth(bytes: Buffer): void {
  let depth = 0;
  for (let i = 0; i < bytes.length; i++) {
    const byte = bytes[i]!;
    if (byte === QUOTE) i = endOfString(bytes, i + 1);
    // 0x5b [ and 0x7b { differ in one bit, and so do 0x5d ] and 0x7d }.
    else if ((byte | 0x20) === 0x7b && ++depth > MAX_DEPTH) {
      throw new AppError('body_too_deep', `The body is nested more than ${MAX_DEPTH} levels deep.`);
    } else if ((byte | 0x20) === 0x7d) depth--;
  }
}

/** Index of the quote that ends a string which began before `from`; long strings (images) are skipped at memchr's speed. */
function endOfString(bytes: Buffer, from: number): number {
  for (let end = bytes.indexOf(QUOTE, from); end >= 0; end = bytes.indexOf(QUOTE, end + 1)) {
    let backslashes = 0;
    while (bytes[end - 1 - backslashes] === BACKSLASH) backslashes++;
    if (backslashes % 2 === 0) return end;
  }
  return bytes.length;
}

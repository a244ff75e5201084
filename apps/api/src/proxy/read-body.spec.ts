import { type IncomingMessage } from 'node:http';
import { Readable } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { type AppError } from '../errors/app-error';
import { readJsonObject } from './read-body';

/** A request with this body, arriving in the given pieces. */
function requestOf(pieces: readonly (string | Buffer)[], headers: Record<string, string> = {}): IncomingMessage {
  return Object.assign(Readable.from(pieces.map((piece) => Buffer.from(piece))), {
    headers,
  }) as unknown as IncomingMessage;
}

const read = (...pieces: (string | Buffer)[]) => readJsonObject(requestOf(pieces), 1_000_000);
const refusalOf = (body: string) =>
  read(body).then(
    () => 'accepted',
    (error: AppError) => error.code,
  );
const nested = (depth: number) => `{"a":${'['.repeat(depth - 1)}${']'.repeat(depth - 1)}}`;

describe('a request’s body', () => {
  it('is read whole, however it arrives', async () => {
    const text = JSON.stringify({ text: 'größer 👋', list: [1, { two: null }] });
    const bytes = Buffer.from(text);
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(await read(bytes.subarray(0, cut), bytes.subarray(cut))).toEqual(JSON.parse(text));
    }
  });

  it.each(['', '{', '[1]', 'null', '"text"', '1', '{"a":1}}', '{"a":}'])(
    '%j is refused as no JSON object',
    async (body) => {
      expect(await refusalOf(body)).toBe('invalid_json');
    },
  );

  it('may be nested 64 levels deep and no deeper', async () => {
    expect(await refusalOf(nested(64))).toBe('accepted');
    expect(await refusalOf(nested(65))).toBe('body_too_deep');
    expect(await refusalOf('{"a":'.repeat(100_000))).toBe('body_too_deep');
  });

  it.each([
    ['brackets in strings', `{"a":"${'[{'.repeat(200)}"}`],
    ['escaped quotes before brackets', `{"a":"\\"${'['.repeat(200)}\\\\"}`],
    ['strings that end in a backslash', `{"a":"\\\\","b":"${'{'.repeat(200)}"}`],
    ['many lists beside each other', `{"a":[${'[],'.repeat(1000)}[]]}`],
  ])('is not taken for deep because of %s', async (_what, body) => {
    expect(await refusalOf(body)).toBe('accepted');
  });

  it('cannot hide its depth behind an unclosed string', async () => {
    expect(await refusalOf(`{"a":"${'['.repeat(100)}`)).toBe('invalid_json');
  });

  it('may be as large as configured and no larger, told or not', async () => {
    const body = JSON.stringify({ text: 'x'.repeat(988) });
    expect(body).toHaveLength(1_000 - 1);
    await expect(readJsonObject(requestOf([body]), 999)).resolves.toBeTypeOf('object');
    await expect(readJsonObject(requestOf([body]), 998)).rejects.toMatchObject({ code: 'body_too_large' });
    await expect(readJsonObject(requestOf(['{}'], { 'content-length': '1000' }), 999)).rejects.toMatchObject({
      code: 'body_too_large',
    });
  });

  it('keeps a key named __proto__ to itself', async () => {
    const body = await read('{"__proto__":{"polluted":true}}');
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined();
    expect(Object.keys({ ...body })).toEqual(['__proto__']);
  });
});

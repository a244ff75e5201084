import { describe, expect, it } from 'vitest';
import { boundaryOf, FormSplitter, MalformedForm, writeField } from './multipart';
import { everySplit, randomCuts, seededRandom } from './testing/split-stream';

const FILE_HEAD = 'Content-Disposition: form-data; name="file"; filename="a.mp3"\r\nContent-Type: audio/mpeg\r\n\r\n';
/** Holds what looks like the beginning of a delimiter. */
const FILE = Buffer.from('ID3\r\n--b\r\n-\r\n\0\xff--boundary--', 'latin1');

function form(...parts: readonly (readonly [head: string, body: Buffer | string])[]): Buffer {
  return Buffer.concat([
    ...parts.flatMap(([head, body]) => [
      Buffer.from(`--boundary\r\n${head}`),
      Buffer.from(body as string),
      Buffer.from('\r\n'),
    ]),
    Buffer.from('--boundary--\r\n'),
  ]);
}

/** The parts by name, whatever pieces their bytes came in. */
function read(bytes: Buffer, cuts: readonly number[] = [], maxFieldBytes?: number) {
  const splitter = new FormSplitter('boundary', maxFieldBytes);
  const parts: { name: string; kind: 'field' | 'file'; head: string; body: string }[] = [];
  let ends = 0;
  let start = 0;
  for (const cut of [...cuts, bytes.length]) {
    for (const token of splitter.push(Buffer.from(bytes.subarray(start, cut)))) {
      if (token.type === 'file-end') ends++;
      else if (token.type === 'bytes') parts.at(-1)!.body += token.bytes.toString('latin1');
      else {
        const body = token.type === 'field' ? token.value.toString('latin1') : '';
        parts.push({ name: token.name, kind: token.type, head: token.head.toString('latin1'), body });
      }
    }
    start = cut;
  }
  return { parts, ends, over: splitter.over };
}

const FIELD_HEAD = 'Content-Disposition: form-data; name="model"\r\n\r\n';
const EXAMPLE = form(
  [FIELD_HEAD, 'whisper-1'],
  [FILE_HEAD, FILE],
  ['content-disposition:form-data; name="x"\r\n\r\n', ''],
);
const EXPECTED = {
  parts: [
    { name: 'model', kind: 'field', head: FIELD_HEAD, body: 'whisper-1' },
    { name: 'file', kind: 'file', head: FILE_HEAD, body: FILE.toString('latin1') },
    { name: 'x', kind: 'field', head: 'content-disposition:form-data; name="x"\r\n\r\n', body: '' },
  ],
  ends: 1,
  over: true,
};

describe('FormSplitter', () => {
  it('gives fields whole and files byte for byte, split at every byte', () => {
    expect(read(EXAMPLE)).toEqual(EXPECTED);
    for (const cuts of everySplit(EXAMPLE)) expect(read(EXAMPLE, cuts)).toEqual(EXPECTED);
  });

  it('gives what `fetch` sends, whatever is in it', async () => {
    const random = seededRandom(7);
    const bytes = Buffer.from(Array.from({ length: 100_000 }, () => Math.floor(random() * 256)));
    const data = new FormData();
    data.set('file', new File([bytes], 'späce "quoted".bin'));
    data.set('model', 'gpt-4o-transcribe');
    const request = new Request('http://localhost', { method: 'POST', body: data });
    const boundary = boundaryOf(request.headers.get('content-type')!)!;
    const body = Buffer.from(await request.arrayBuffer());
    const splitter = new FormSplitter(boundary);
    const cuts = [...randomCuts(body, 20, random), body.length];
    const tokens = cuts.flatMap((cut, index) => splitter.push(body.subarray(cuts[index - 1] ?? 0, cut)));
    expect(Buffer.concat(tokens.flatMap((token) => (token.type === 'bytes' ? [token.bytes] : []))).equals(bytes)).toBe(
      true,
    );
    expect(tokens.find(({ type }) => type === 'field')).toMatchObject({
      name: 'model',
      value: Buffer.from('gpt-4o-transcribe'),
    });
  });

  it('leaves out what stands before and behind the form', () => {
    const wrapped = Buffer.concat([Buffer.from('preamble\r\n'), EXAMPLE, Buffer.from('epilogue')]);
    expect(read(wrapped)).toEqual(EXPECTED);
  });

  it('reads a field as it is written', () => {
    const bytes = Buffer.concat([writeField('boundary', 'model', 'ä'), Buffer.from('--boundary--')]);
    expect(read(bytes).parts).toMatchObject([
      { name: 'model', kind: 'field', body: Buffer.from('ä').toString('latin1') },
    ]);
  });

  it.each([
    ['a part without a name', form(['Content-Type: text/plain\r\n\r\n', 'x']), undefined],
    ['a header without an end', Buffer.from(`--boundary\r\n${'x'.repeat(20_000)}`), undefined],
    ['a field that is too long', form([FIELD_HEAD, 'x'.repeat(100)]), 99],
    ['a field that is too long and has no end', form([FIELD_HEAD, 'x'.repeat(100)]).subarray(0, -20), 50],
  ])('refuses %s', (_what, bytes, maxFieldBytes) => {
    expect(() => read(bytes, [], maxFieldBytes)).toThrow(MalformedForm);
  });

  it('is not over before the end has come', () => {
    expect(read(EXAMPLE.subarray(0, -6)).over).toBe(false);
  });
});

describe('boundaryOf', () => {
  it.each([
    ['multipart/form-data; boundary=abc', 'abc'],
    ['Multipart/Form-Data; charset=utf-8; Boundary="a b;c"', 'a b;c'],
    ['multipart/form-data', undefined],
    ['multipart/mixed; boundary=abc', undefined],
    ['application/json', undefined],
    [undefined, undefined],
  ])('of %s is %s', (contentType, boundary) => {
    expect(boundaryOf(contentType)).toBe(boundary);
  });
});

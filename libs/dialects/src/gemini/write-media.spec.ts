import { describe, expect, test } from 'vitest';
import { type AudioPart, type FilePart, type ImagePart } from '../call';
import { exampleDraft } from './example-call';
import { gemini } from './gemini';
import { writeMedia } from './write-media';

const base64 = { kind: 'base64', mediaType: 'image/png', data: 'AA==' } as const;

function media(part: ImagePart | AudioPart | FilePart, model = 'gemini-2.5-flash') {
  const draft = exampleDraft(model);
  return { part: writeMedia(part, draft), receipt: draft.book.lines };
}
const file = (url: string, model?: string) =>
  media({ type: 'file', path: 'p', source: { kind: 'url', url } }, model).part?.fileData;

describe('media written for Gemini', () => {
  test.each(['image', 'audio', 'file'] as const)('%s bytes go inline', (type) => {
    expect(media({ type, path: 'p', source: base64 })).toEqual({
      part: { inlineData: { mimeType: 'image/png', data: 'AA==' } },
      receipt: [],
    });
  });

  test.each([
    ['https://example.com/a.pdf', 'application/pdf'],
    ['https://example.com/a.JPG?size=2', 'image/jpeg'],
    ['https://example.com/a.jpeg#top', 'image/jpeg'],
    ['gs://bucket/a.mp4', 'video/mp4'],
    ['https://youtu.be/abc', 'video/mp4'],
    ['https://www.youtube.com/watch?v=abc', 'video/mp4'],
    ['https://example.com/picture', undefined],
    ['https://example.com/a.constructor', undefined],
  ])('%s is fetched by the vendor, as %s', (url, mimeType) => {
    expect(file(url)).toEqual({ fileUri: url, ...(mimeType && { mimeType }) });
  });

  test.each([
    ['bmp', 'image/bmp'],
    ['gif', 'image/gif'],
    ['heic', 'image/heic'],
    ['heif', 'image/heif'],
    ['jpeg', 'image/jpeg'],
    ['jpg', 'image/jpeg'],
    ['png', 'image/png'],
    ['webp', 'image/webp'],
    ['aac', 'audio/aac'],
    ['flac', 'audio/flac'],
    ['mp3', 'audio/mpeg'],
    ['ogg', 'audio/ogg'],
    ['wav', 'audio/wav'],
    ['3gp', 'video/3gpp'],
    ['mov', 'video/quicktime'],
    ['mp4', 'video/mp4'],
    ['mpeg', 'video/mpeg'],
    ['mpg', 'video/mpg'],
    ['webm', 'video/webm'],
    ['css', 'text/css'],
    ['csv', 'text/csv'],
    ['html', 'text/html'],
    ['js', 'text/javascript'],
    ['json', 'application/json'],
    ['pdf', 'application/pdf'],
    ['rtf', 'text/rtf'],
    ['txt', 'text/plain'],
    ['xml', 'text/xml'],
  ])('a name that ends in %s is %s', (ending, mimeType) => {
    expect(file(`https://example.com/x.${ending}`)?.mimeType).toBe(mimeType);
  });

  test.each([
    ['https://example.com/a.png', 'gemini-2.0-flash', false],
    ['https://example.com/a.png', 'gemini-2.5-pro', true],
    ['https://example.com/a.png', 'gemini-flash-latest', true],
    ['http://example.com/a.png', 'gemini-3-pro-preview', false],
    ['ftp://example.com/a.png', 'gemini-3-pro-preview', false],
    ['gs://bucket/a.png', 'gemini-2.0-flash', true],
    ['https://m.youtube.com/watch?v=abc', 'gemini-2.0-flash', true],
    ['https://youtube.com.example.com/', 'gemini-2.0-flash', false],
    ['https://generativelanguage.googleapis.com/v1beta/files/abc', 'gemini-2.0-flash', true],
  ])('%s with %s: %s', (url, model, fetches) => {
    expect(gemini.fetchesMedia({ type: 'image', path: 'p', source: { kind: 'url', url } }, { model })).toBe(fetches);
  });

  test('nobody fetches what is there already', () => {
    expect(gemini.fetchesMedia({ type: 'image', path: 'p', source: base64 }, { model: 'gemini-2.0-flash' })).toBe(true);
  });

  test('what is told of a type wins over the URL’s ending', () => {
    const source = { kind: 'url', url: 'https://example.com/a.png', mediaType: 'image/webp' } as const;
    expect(media({ type: 'image', path: 'p', source }).part?.fileData?.mimeType).toBe('image/webp');
    const stored = { kind: 'file-id', id: 'files/a', mediaType: 'video/mp4' } as const;
    expect(media({ type: 'file', path: 'p', source: stored }).part?.fileData?.mimeType).toBe('video/mp4');
  });

  test('a text goes as its bytes', () => {
    const source = { kind: 'text', mediaType: 'text/plain', text: 'Öl' } as const;
    expect(media({ type: 'file', path: 'p', source })).toEqual({
      part: { inlineData: { mimeType: 'text/plain', data: Buffer.from('Öl').toString('base64') } },
      receipt: [],
    });
  });

  test('a URL the vendor does not fetch is dropped, and the receipt says what to do', () => {
    const { part, receipt } = media({
      type: 'image',
      path: 'p',
      source: { kind: 'url', url: 'http://example.com/a.png' },
    });
    expect(part).toBeUndefined();
    expect(receipt).toEqual([
      { path: 'p', outcome: 'dropped', why: expect.stringContaining('must be sent inline') as string },
    ]);
  });

  test('a file of Gemini’s own goes by its URI; another vendor’s is dropped', () => {
    const source = (id: string) => ({ kind: 'file-id', id }) as const;
    expect(media({ type: 'file', path: 'p', source: source('files/abc') }).part).toEqual({
      fileData: { fileUri: 'https://generativelanguage.googleapis.com/v1beta/files/abc' },
    });
    const other = media({ type: 'file', path: 'p', source: source('file-abc') });
    expect(other.part).toBeUndefined();
    expect(other.receipt).toMatchObject([
      { path: 'p', outcome: 'dropped', why: expect.stringContaining('another provider') as string },
    ]);
  });

  test.each(['low', 'high', 'original'] as const)('the detail %s is the vendor’s to choose', (detail) => {
    expect(media({ type: 'image', path: 'p', source: base64, detail }).receipt).toMatchObject([
      { path: 'p', outcome: 'approximated' },
    ]);
  });

  test('the detail auto is what Gemini does', () => {
    expect(media({ type: 'image', path: 'p', source: base64, detail: 'auto' }).receipt).toEqual([]);
  });

  test('a file goes without its name, and the receipt says so', () => {
    expect(media({ type: 'file', path: 'p', source: base64, filename: 'a.pdf' }).receipt).toMatchObject([
      { path: 'p', outcome: 'approximated' },
    ]);
  });
});

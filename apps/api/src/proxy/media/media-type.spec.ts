import { describe, expect, it } from 'vitest';
import { type MediaKind, mediaTypeOf } from './media-type';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const PNG = bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR');

describe('the type of media', () => {
  it.each<[what: string, kind: MediaKind, served: string, declared: string | undefined, bytes: Buffer, type: string]>([
    ['is the server’s word', 'image', 'image/webp', 'image/png', PNG, 'image/webp'],
    [
      'is the server’s word, whatever stands behind it',
      'file',
      'Text/Plain; charset=utf-8',
      undefined,
      PNG,
      'text/plain',
    ],
    [
      'is the client’s where the server has none',
      'file',
      'binary/octet-stream',
      'application/pdf',
      PNG,
      'application/pdf',
    ],
    ['is told by the bytes where nobody says it', 'image', '', undefined, PNG, 'image/png'],
    ['is told by the bytes: JPEG', 'image', '', undefined, bytes('\xff\xd8\xff\xe0..JFIF'), 'image/jpeg'],
    ['is told by the bytes: GIF', 'image', 'application/octet-stream', undefined, bytes('GIF89a...'), 'image/gif'],
    ['is told by the bytes: WebP', 'image', '', undefined, bytes('RIFF\n\r\0\0WEBPVP8 '), 'image/webp'],
    ['is told by the bytes: PDF', 'file', '', undefined, bytes('%PDF-1.7\n'), 'application/pdf'],
    ['is told by the bytes: WAV', 'audio', '', undefined, bytes('RIFF\0\0\0\0WAVEfmt '), 'audio/wav'],
  ])('%s', (_what, kind, served, declared, content, type) => {
    expect(mediaTypeOf(kind, served, declared, content)).toBe(type);
  });

  it.each<[what: string, kind: MediaKind, served: string, content: Buffer]>([
    ['a page in place of an image', 'image', 'text/html', bytes('<html>')],
    ['a PDF in place of an image', 'image', '', bytes('%PDF-1.7')],
    ['a program', 'file', 'application/x-msdownload', bytes('MZ')],
    ['nothing known', 'file', '', bytes('????')],
    ['an empty body', 'file', '', bytes('')],
  ])('is not acceptable: %s', (_what, kind, served, content) => {
    expect(mediaTypeOf(kind, served, undefined, content)).toBeUndefined();
  });
});

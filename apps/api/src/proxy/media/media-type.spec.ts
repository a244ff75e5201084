import { describe, expect, it } from 'vitest';
import { type MediaKind, mediaTypeOf } from './media-type';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');
const PNG = bytes('\x89PNG\r\n\x1a\n\0\0\0\rIHDR');

describe('the type of media', () => {
  it.each<[what: string, kind: MediaKind, served: string, bytes: Buffer, type: string]>([
    ['is the server’s word', 'image', 'image/webp', PNG, 'image/webp'],
    ['is the server’s word, whatever stands behind it', 'file', 'Text/Plain; charset=utf-8', PNG, 'text/plain'],
    ['is told by the bytes where nobody says it', 'image', '', PNG, 'image/png'],
    ['is told by the bytes: JPEG', 'image', '', bytes('\xff\xd8\xff\xe0..JFIF'), 'image/jpeg'],
    ['is told by the bytes: GIF', 'image', 'application/octet-stream', bytes('GIF89a...'), 'image/gif'],
    ['is told by the bytes: WebP', 'image', '', bytes('RIFF\n\r\0\0WEBPVP8 '), 'image/webp'],
    ['is told by the bytes: PDF', 'file', '', bytes('%PDF-1.7\n'), 'application/pdf'],
    ['is told by the bytes: WAV', 'audio', '', bytes('RIFF\0\0\0\0WAVEfmt '), 'audio/wav'],
  ])('%s', (_what, kind, served, content, type) => {
    expect(mediaTypeOf(kind, served, content)).toBe(type);
  });

  it.each<[what: string, kind: MediaKind, served: string, content: Buffer]>([
    ['a page in place of an image', 'image', 'text/html', bytes('<html>')],
    ['a PDF in place of an image', 'image', '', bytes('%PDF-1.7')],
    ['a program', 'file', 'application/x-msdownload', bytes('MZ')],
    ['nothing known', 'file', '', bytes('????')],
    ['an empty body', 'file', '', bytes('')],
  ])('is not acceptable: %s', (_what, kind, served, content) => {
    expect(mediaTypeOf(kind, served, content)).toBeUndefined();
  });
});

import { describe, expect, it } from 'vitest';
import { API_KEY_PATTERN, generateApiKey, hashApiKey, isWellFormed } from './api-key-secret';

describe('an API key', () => {
  it('has the published form and its own checksum', () => {
    for (let i = 0; i < 1000; i++) {
      const key = generateApiKey();
      expect(key).toMatch(API_KEY_PATTERN);
      expect(isWellFormed(key)).toBe(true);
    }
  });

  it('is never the same twice', () => {
    expect(new Set(Array.from({ length: 1000 }, generateApiKey)).size).toBe(1000);
  });

  it('with any one character changed is refused by its checksum', () => {
    const key = generateApiKey();
    for (let i = 6; i < key.length; i++) {
      const other = key[i] === 'x' ? 'y' : 'x';
      expect(isWellFormed(key.slice(0, i) + other + key.slice(i + 1))).toBe(false);
    }
  });

  it.each(['', 'sk-nv-', 'sk-proj-abc', `${generateApiKey()}x`, ` ${generateApiKey()}`])('is not %j', (text) => {
    expect(isWellFormed(text)).toBe(false);
  });

  it('has a checksum that anyone can compute: CRC-32 of the random part in base62', () => {
    expect(isWellFormed('sk-nv-' + '0'.repeat(30) + checksum('0'.repeat(30)))).toBe(true);
  });

  it('is stored as its SHA-256', () => {
    expect(hashApiKey('abc')).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
  });
});

/** CRC-32 (IEEE 802.3) bit by bit, independent of the implementation's. */
function checksum(text: string): string {
  let crc = 0xffffffff;
  for (const character of text) {
    crc ^= character.charCodeAt(0);
    for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  let rest = (crc ^ 0xffffffff) >>> 0;
  const digits = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
  let result = '';
  for (let i = 0; i < 6; i++, rest = Math.floor(rest / 62)) result = digits[rest % 62]! + result;
  return result;
}

import { hash, randomInt } from 'node:crypto';
import { crc32 } from 'node:zlib';

/**
 * A key is `sk-nv-`, 30 random base62 characters (178 bits) and 6 that are their CRC-32 in base62. The checksum refuses typing errors
 * and made-up keys before any look-up, and lets secret scanners tell a real key from a look-alike.
 */
export const API_KEY_PATTERN = /^sk-nv-[0-9A-Za-z]{36}$/;
export const API_KEY_PREFIX = 'sk-nv-';

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz';
const RANDOM_LENGTH = 30;
const CHECKSUM_LENGTH = 6;

/** A new key. */
export function generateApiKey(): string {
  let random = '';
  for (let i = 0; i < RANDOM_LENGTH; i++) random += ALPHABET.charAt(randomInt(ALPHABET.length));
  return API_KEY_PREFIX + random + checksumOf(random);
}

/** Whether the text has a key's form and checksum; says nothing about whether such a key was ever issued. */
export function isWellFormed(key: string): boolean {
  return (
    API_KEY_PATTERN.test(key) &&
    checksumOf(key.slice(API_KEY_PREFIX.length, -CHECKSUM_LENGTH)) === key.slice(-CHECKSUM_LENGTH)
  );
}

/** SHA-256 in hexadecimal: what is stored. A key has 178 random bits, so a fast hash is enough, and a slow one would stall the event loop. */
export function hashApiKey(key: string): string {
  return hash('sha256', key, 'hex');
}

function checksumOf(random: string): string {
  let rest = crc32(random);
  let text = '';
  for (let i = 0; i < CHECKSUM_LENGTH; i++) {
    text = ALPHABET.charAt(rest % 62) + text;
    rest = Math.floor(rest / 62);
  }
  return text;
}

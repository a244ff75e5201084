import { describe, expect, test } from 'vitest';
import { asObject, asText, asWhole } from '../json';
import { holdsUnsafeNumber, objectsOf, parseJson } from './read-json';

describe('values of unknown type', () => {
  test.each([
    [{ a: 1 }, true],
    [[], false],
    [null, false],
    ['x', false],
    [undefined, false],
  ])('%j an object: %s', (value, is) => {
    expect(asObject(value)).toBe(is ? value : undefined);
  });

  test('the objects of a list, and none of what is no list', () => {
    expect(objectsOf([{ a: 1 }, null, 'x', [], {}])).toEqual([{ a: 1 }, {}]);
    expect(objectsOf({ 0: {} })).toEqual([]);
  });

  test.each([
    ['x', true],
    ['', false],
    [1, false],
  ])('%j a text: %s', (value, is) => {
    expect(asText(value)).toBe(is ? value : undefined);
  });

  test.each([
    [0, true],
    [7, true],
    [-1, false],
    [1.5, false],
    [2 ** 53, false],
    ['7', false],
  ])('%j a count: %s', (value, is) => {
    expect(asWhole(value)).toBe(is ? value : undefined);
  });

  test('text that is no JSON is undefined', () => {
    expect(parseJson('{"a":[1]}')).toEqual({ a: [1] });
    expect(parseJson('<html>')).toBeUndefined();
  });
});

test.each([
  ['9007199254740991', false],
  ['9007199254740993', true],
  ['-9007199254740993', true],
  ['[1, 12345678901234567890]', true],
  ['{"id":"12345678901234567890"}', false],
  ['"a \\" 12345678901234567890"', false],
  ['"line\n12345678901234567890"', false],
  ['1234567890123456.5', false],
  ['12345678901234567e2', false],
  ['12', false],
])('%j holds a number too large for a double: %s', (json, holds) => {
  expect(holdsUnsafeNumber(json)).toBe(holds);
});

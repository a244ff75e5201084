import { describe, expect, it } from 'vitest';
import { type Extra, type JsonObject } from './call';
import { InvalidRequest } from './dialect';
import { Fields, missing, wrongType } from './fields';

function open(object: unknown, path = ''): { fields: Fields; extras: Extra[] } {
  const extras: Extra[] = [];
  return { fields: Fields.of(object, path, extras), extras };
}

/** What reading throws. */
function refusalOf(read: () => unknown): unknown {
  try {
    read();
  } catch (error) {
    return error;
  }
  return undefined;
}

describe('a field', () => {
  const body = { s: 'a', n: 0, b: false, l: [1], o: { x: 1 }, nil: null };

  it.each<[string, (fields: Fields) => unknown, unknown]>([
    ['a string', (fields) => fields.string('s'), 'a'],
    ['zero', (fields) => fields.number('n'), 0],
    ['false', (fields) => fields.boolean('b'), false],
    ['a list', (fields) => fields.list('l'), [1]],
    ['an object', (fields) => fields.fields('o')?.number('x'), 1],
    ['anything', (fields) => fields.any('o'), { x: 1 }],
    [
      'null as absent',
      (fields) => [fields.any('nil'), fields.string('nil'), fields.fields('nil')],
      Array(3).fill(undefined),
    ],
    ['a list that is not there as empty', (fields) => fields.objects('nil'), []],
    ['a known word', (fields) => fields.word('s', ['a', 'b']), 'a'],
    ['an unknown word as nothing', (fields) => fields.word('s', ['b']), undefined],
  ])('reads %s', (_name, read, value) => {
    expect(read(open(body).fields)).toEqual(value);
  });

  it.each<[string, (fields: Fields) => unknown, string]>([
    ['a string', (fields) => fields.string('n'), 'top.n'],
    ['a number', (fields) => fields.number('s'), 'top.s'],
    ['a boolean', (fields) => fields.boolean('n'), 'top.n'],
    ['an array', (fields) => fields.list('o'), 'top.o'],
    ['an object', (fields) => fields.fields('l'), 'top.l'],
    ['an object', (fields) => fields.objects('l'), 'top.l[0]'],
    ['missing', (fields) => fields.required('nil', fields.any('nil')), 'top.nil'],
  ])('refuses what is not %s, and names it', (wanted, read, param) => {
    const refusal = refusalOf(() => read(open(body, 'top').fields));
    expect(refusal).toBeInstanceOf(InvalidRequest);
    expect(refusal).toMatchObject({ param, message: expect.stringContaining(`'${param}'`) as string });
    expect((refusal as Error).message).toContain(wanted);
  });

  it.each([['text'], [[]], [null], [undefined]])('is not to be read of %j', (value) => {
    expect(refusalOf(() => open(value, 'messages[0]'))).toEqual(wrongType('messages[0]', 'an object'));
  });
});

describe('what nobody asked for', () => {
  it('is kept at its place when the object is closed', () => {
    const { fields, extras } = open({ a: 1, 'b.c': 2, list: [{ known: 1, odd: 3 }], far: { away: 4 } });
    fields.any('a');
    for (const item of fields.objects('list')) {
      item.any('known');
      item.close(undefined);
    }
    expect(fields.close('read')).toBe('read');
    expect(extras).toEqual([
      { path: 'list[0].odd', value: 3 },
      { path: '["b.c"]', value: 2 },
      { path: 'far', value: { away: 4 } },
    ]);
  });

  it.each<[JsonObject]>([[{ a: null }], [{ a: undefined }], [{ a: [] }]])('says nothing: %j', (object) => {
    const { fields, extras } = open(object);
    fields.close(undefined);
    expect(extras).toEqual([]);
  });

  it('is also a word that is not known, and what was only looked at', () => {
    const { fields, extras } = open({ word: 'new', seen: 1 });
    fields.word('word', ['old']);
    expect(fields.raw['seen']).toBe(1);
    fields.close(undefined);
    expect(extras.map(({ path }) => path)).toEqual(['word', 'seen']);
  });
});

it('an object of an unknown kind is kept whole', () => {
  const { fields } = open({ type: 'x' }, 'content[1]');
  const native = { type: 'native', path: 'content[1]', dialect: 'gemini', value: { type: 'x' } };
  expect(fields.native('gemini')).toEqual(native);
  expect(fields.native('gemini', 'said')).toEqual({ ...native, text: 'said' });
});

it('says in the error what is wanted', () => {
  expect(wrongType('a.b', 'a string')).toMatchObject({ message: "'a.b' must be a string.", code: 'invalid_type' });
  expect(missing('a')).toMatchObject({ message: "'a' is missing.", param: 'a', code: 'missing_required_parameter' });
});

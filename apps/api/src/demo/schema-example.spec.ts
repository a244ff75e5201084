import { describe, expect, it } from 'vitest';
import { exampleOf } from './schema-example';

describe('an example of a schema', () => {
  it.each([
    ['nothing known', {}, 'demo value'],
    ['a boolean schema', true, 'demo value'],
    ['a string', { type: 'string' }, 'demo value'],
    ['lengths', { type: 'string', minLength: 12, maxLength: 12 }, 'demo value..'],
    ['a short string', { type: 'string', maxLength: 4 }, 'demo'],
    ['a format', { type: 'string', format: 'date' }, '2025-01-01'],
    ['an unknown format', { type: 'string', format: 'colour' }, 'demo value'],
    ['a choice', { enum: ['b', 'a'] }, 'b'],
    ['a constant', { const: 7 }, 7],
    ['a default', { type: 'integer', default: 0 }, 0],
    ['an example', { type: 'string', pattern: '^[A-Z]{3}$', examples: ['CHF'] }, 'CHF'],
    ['an integer', { type: 'integer' }, 1],
    ['an integer in range', { type: 'integer', minimum: 3, maximum: 5 }, 3],
    ['an integer above', { type: 'integer', exclusiveMinimum: 3 }, 4],
    ['an integer below', { type: 'integer', maximum: -2 }, -2],
    ['an integer well below', { type: 'integer', exclusiveMaximum: 0 }, -1],
    ['a multiple', { type: 'integer', minimum: 11, multipleOf: 5 }, 15],
    ['a number', { type: 'number' }, 0.5],
    ['a number in range', { type: 'number', exclusiveMinimum: 0.7, maximum: 0.8 }, 0.75],
    ['a number above', { type: 'number', minimum: 2 }, 2.5],
    ['a boolean', { type: 'boolean' }, true],
    ['null', { type: 'null' }, null],
    ['a nullable string', { type: ['string', 'null'] }, 'demo value'],
    ["Gemini's words", { type: 'OBJECT', properties: { at: { type: 'STRING', nullable: true } } }, { at: 'demo at' }],
    ['a list', { type: 'array', items: { type: 'integer' } }, [1]],
    ['a long list', { type: 'array', minItems: 3, items: { type: 'integer' }, uniqueItems: true }, [1, 2, 3]],
    ['an empty list', { type: 'array', maxItems: 0 }, []],
    ['a tuple', { type: 'array', prefixItems: [{ const: 1 }, { const: 'a' }], items: false }, [1, 'a']],
    ['the first branch', { anyOf: [{ type: 'boolean' }, { type: 'string' }] }, true],
    [
      'all of several',
      { allOf: [{ properties: { a: { const: 1 } } }, { properties: { b: { const: 2 } } }], type: 'object' },
      { a: 1, b: 2 },
    ],
    [
      'a reference',
      { type: 'object', properties: { at: { $ref: '#/$defs/a~1b' } }, $defs: { 'a/b': { const: 'found' } } },
      { at: 'found' },
    ],
  ])('with %s', (_, schema, expected) => {
    expect(exampleOf(schema)).toEqual(expected);
  });

  it('ends where a schema contains itself', () => {
    const tree = { type: 'object', properties: { name: { type: 'string' }, child: { $ref: '#' } }, required: ['name'] };
    let depth = 0;
    for (let node = exampleOf(tree); node !== undefined; node = (node as { child?: unknown }).child) {
      expect(node).toHaveProperty('name', 'demo name');
      depth++;
    }
    expect(depth).toBe(5);
  });

  it('ends where a schema requires itself, though nothing can be valid', () => {
    expect(exampleOf({ type: 'object', properties: { self: { $ref: '#' } }, required: ['self'] })).toHaveProperty(
      'self',
    );
    expect(exampleOf({ $ref: '#' })).toBe('demo value');
  });

  it('takes no prototype for a definition', () => {
    expect(exampleOf({ $ref: '#/constructor/name' })).toBe('demo value');
  });
});

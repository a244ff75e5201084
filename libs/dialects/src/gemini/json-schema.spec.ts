import { describe, expect, test } from 'vitest';
import { type JsonObject } from '../call';
import { writeJsonSchema } from './json-schema';

describe('JSON Schema written for Gemini', () => {
  test('what Gemini reads stays as it is, in its order', () => {
    const schema: JsonObject = {
      $id: 'x',
      $anchor: 'a',
      $defs: { T: { type: 'string', format: 'date' } },
      title: 't',
      description: 'd',
      type: ['object', 'null'],
      properties: {
        e: { enum: ['a', 1] },
        n: { type: 'number', minimum: 0, maximum: 9, default: 3 },
        l: { type: 'array', items: { $ref: '#/$defs/T' }, prefixItems: [{ type: 'null' }], minItems: 1, maxItems: 2 },
        u: { anyOf: [{ type: 'string' }, true], oneOf: [{ type: 'null' }] },
      },
      additionalProperties: false,
      required: ['e'],
      propertyOrdering: ['n', 'e'],
    };
    const { schema: written, lost } = writeJsonSchema(schema);
    expect(JSON.stringify(written)).toBe(JSON.stringify(schema));
    expect(lost).toEqual([]);
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['a constant is an enum of one', { const: 'a' }, { enum: ['a'] }],
    ['a constant number too', { const: 0 }, { enum: [0] }],
    [
      'definitions are $defs',
      { definitions: { T: { const: 1 } }, items: { $ref: '#/definitions/T' } },
      { $defs: { T: { enum: [1] } }, items: { $ref: '#/$defs/T' } },
    ],
    [
      'both kinds of definitions come together',
      { $defs: { A: {} }, definitions: { B: {} } },
      { $defs: { A: {}, B: {} } },
    ],
    ['all of one is that one', { description: 'd', allOf: [{ type: 'string' }] }, { description: 'd', type: 'string' }],
    [
      'a reference stands alone',
      { $ref: '#/$defs/T', description: 'd', title: 't', default: 1, $comment: 'c', examples: [] },
      { $ref: '#/$defs/T' },
    ],
    [
      'annotations restrict nothing',
      {
        type: 'string',
        $schema: 's',
        $comment: 'c',
        examples: ['e'],
        deprecated: true,
        readOnly: true,
        writeOnly: true,
      },
      { type: 'string' },
    ],
    [
      'a property may bear the name of a keyword',
      { properties: { const: { type: 'string' }, not: { const: 1 } } },
      { properties: { const: { type: 'string' }, not: { enum: [1] } } },
    ],
    [
      'additional properties have a schema too',
      { additionalProperties: { const: 1 } },
      { additionalProperties: { enum: [1] } },
    ],
  ])('%s', (_, schema, expected) => {
    expect(writeJsonSchema(schema)).toEqual({ schema: expected, lost: [] });
  });

  test.each<[string, JsonObject, JsonObject, string[]]>([
    [
      'keywords Gemini does not read are named once, in order',
      { pattern: 'a', items: { pattern: 'b', multipleOf: 2 } },
      { items: {} },
      ['multipleOf', 'pattern'],
    ],
    [
      'also below a union',
      { anyOf: [{ minLength: 1 }], oneOf: [{ not: {} }], prefixItems: [{ maxLength: 1 }] },
      { anyOf: [{}], oneOf: [{}], prefixItems: [{}] },
      ['maxLength', 'minLength', 'not'],
    ],
    ['a restriction beside a reference is lost', { $ref: '#/$defs/T', minimum: 1 }, { $ref: '#/$defs/T' }, ['minimum']],
    ['all of several is lost', { allOf: [{ type: 'string' }, { enum: ['a'] }] }, {}, ['allOf']],
    ['a constant that is no word or number is lost', { const: true }, {}, ['const']],
  ])('%s', (_, schema, expected, lost) => {
    expect(writeJsonSchema(schema)).toEqual({ schema: expected, lost });
  });

  test('the client’s schema is not touched', () => {
    const schema = Object.freeze({ const: 'a', allOf: Object.freeze([Object.freeze({ type: 'string' })]) });
    expect(writeJsonSchema(schema).schema).toEqual({ type: 'string', enum: ['a'] });
    expect(schema).toEqual({ const: 'a', allOf: [{ type: 'string' }] });
  });
});

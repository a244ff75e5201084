import { describe, expect, test } from 'vitest';
import { type JsonObject } from '../call';
import { readOpenApiSchema, writeOpenApiSchema } from './openapi-schema';

describe('the vendor’s schema read as JSON Schema', () => {
  test.each<[string, JsonObject, JsonObject]>([
    ['types are in lower case', { type: 'STRING' }, { type: 'string' }],
    ['null may be one of them', { type: 'INTEGER', nullable: true }, { type: ['integer', 'null'] }],
    [
      'null may be one of the words',
      { type: 'STRING', enum: ['a'], nullable: true },
      { type: ['string', 'null'], enum: ['a', null] },
    ],
    [
      'null may be one of several schemas',
      { anyOf: [{ type: 'STRING' }], nullable: true },
      { anyOf: [{ type: 'null' }, { type: 'string' }] },
    ],
    [
      'null written out is not said another way',
      { anyOf: [{ type: 'STRING' }, { type: 'NULL' }] },
      { anyOf: [{ type: 'string' }, { type: 'null' }] },
    ],
    ['several types stay', { type: ['STRING', 'NULL'] }, { type: ['STRING', 'NULL'] }],
    ['an example is one of several', { type: 'STRING', example: 'a' }, { type: 'string', examples: ['a'] }],
    [
      'schemas within schemas are read too',
      {
        type: 'OBJECT',
        properties: { type: { type: 'ARRAY', items: { type: 'NUMBER' }, minItems: 1 }, nullable: { type: 'BOOLEAN' } },
        required: ['type'],
        propertyOrdering: ['nullable', 'type'],
      },
      {
        type: 'object',
        properties: { type: { type: 'array', items: { type: 'number' }, minItems: 1 }, nullable: { type: 'boolean' } },
        required: ['type'],
        propertyOrdering: ['nullable', 'type'],
      },
    ],
    [
      'what JSON Schema has stays',
      { $ref: '#/$defs/A', $defs: { A: { type: 'NULL' } } },
      { $ref: '#/$defs/A', $defs: { A: { type: 'null' } } },
    ],
    [
      'a default is a value',
      { type: 'OBJECT', default: { type: 'STRING' } },
      { type: 'object', default: { type: 'STRING' } },
    ],
  ])('%s, and written again', (_, schema, expected) => {
    expect(readOpenApiSchema(schema)).toEqual(expected);
    expect(writeOpenApiSchema(expected)).toEqual(schema);
  });

  test.each<[string, JsonObject, JsonObject]>([
    ['counts in strings', { minItems: '1', maxLength: '2' }, { minItems: 1, maxLength: 2 }],
    ['fields by their other names', { any_of: [{ min_length: 1 }] }, { anyOf: [{ minLength: 1 }] }],
    ['types in lower case', { type: 'string' }, { type: 'string' }],
    ['a schema that may not be null, and says so', { type: 'STRING', nullable: false }, { type: 'string' }],
    ['any value that may be null', { nullable: true }, {}],
    ['what is no schema', { properties: 7, anyOf: 'x', items: true }, { properties: {}, anyOf: 'x', items: true }],
  ])('%s', (_, schema, expected) => {
    expect(readOpenApiSchema(schema)).toEqual(expected);
  });
});

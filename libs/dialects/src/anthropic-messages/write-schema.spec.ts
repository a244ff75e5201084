import { expect, test } from 'vitest';
import { writeSchema } from './write-schema';

test('a schema that Anthropic enforces is taken as it stands', () => {
  const schema = {
    type: 'object',
    properties: {
      minimum: { type: 'string', format: 'date-time' },
      list: { type: 'array', items: { enum: ['a', 'b'] }, minItems: 1 },
      either: { anyOf: [{ type: 'string' }, { type: 'null' }] },
    },
    required: ['minimum'],
    additionalProperties: false,
    $defs: { node: { const: 1 } },
  };
  expect(writeSchema(schema)).toEqual({ schema, changes: [] });
});

test.each([
  ['the root', { type: 'object' }, { type: 'object', additionalProperties: false }],
  ['an open root', { type: 'object', additionalProperties: true }, { type: 'object', additionalProperties: false }],
  ['a nullable object', { type: ['object', 'null'] }, { type: ['object', 'null'], additionalProperties: false }],
  ['an object by its properties', { properties: {} }, { properties: {}, additionalProperties: false }],
  ['an item', { items: { type: 'object' } }, { items: { type: 'object', additionalProperties: false } }],
  [
    'a definition',
    { $defs: { a: { type: 'object' } } },
    { $defs: { a: { type: 'object', additionalProperties: false } } },
  ],
  [
    'an old definition',
    { definitions: { a: { type: 'object' } } },
    { definitions: { a: { type: 'object', additionalProperties: false } } },
  ],
  ['an alternative', { anyOf: [{ type: 'object' }] }, { anyOf: [{ type: 'object', additionalProperties: false }] }],
  ['a conjunct', { allOf: [{ type: 'object' }] }, { allOf: [{ type: 'object', additionalProperties: false }] }],
])('an object is closed: %s', (_where, schema, fitted) => {
  expect(writeSchema(schema)).toEqual({ schema: fitted, changes: ['objects take no additional properties'] });
});

test('a property is closed as well', () => {
  const { schema } = writeSchema({ properties: { a: { type: 'object' } } });
  expect(schema['properties']).toEqual({ a: { type: 'object', additionalProperties: false } });
});

test.each([
  ['minimum', 1],
  ['maximum', 1],
  ['exclusiveMinimum', 1],
  ['exclusiveMaximum', 1],
  ['multipleOf', 1],
  ['minLength', 1],
  ['maxLength', 1],
  ['pattern', '^a$'],
  ['maxItems', 1],
  ['minItems', 2],
  ['uniqueItems', true],
  ['minProperties', 1],
  ['maxProperties', 1],
  ['format', 'color'],
])('the bound %s: %j moves into the description', (keyword, value) => {
  const bound = `(${keyword}: ${JSON.stringify(value)})`;
  expect(writeSchema({ description: 'A thing.', [keyword]: value })).toEqual({
    schema: { description: `A thing. ${bound}` },
    changes: ['bounds moved into descriptions'],
  });
  expect(writeSchema({ [keyword]: value }).schema).toEqual({ description: bound });
});

test.each(['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid'])(
  'the format %s is enforced',
  (format) => {
    expect(writeSchema({ format })).toEqual({ schema: { format }, changes: [] });
  },
);

test('oneOf becomes anyOf', () => {
  expect(writeSchema({ oneOf: [{ type: 'object' }, true] })).toEqual({
    schema: { anyOf: [{ type: 'object', additionalProperties: false }, true] },
    changes: ['objects take no additional properties', 'oneOf became anyOf'],
  });
});

test.each([{ properties: 1, additionalProperties: false }, { anyOf: 'x' }, { items: true }])(
  'what is no schema is left to Anthropic to refuse: %j',
  (schema) => {
    expect(writeSchema(schema).schema).toEqual(schema);
  },
);

import { type JsonObject } from '../call';
import { asObject } from '../json';
import { camelCased } from './request-shape';

/*
 * `parameters` and `responseSchema` take a subset of OpenAPI 3.0's schemas: https://ai.google.dev/api/caching#Schema. It differs from JSON
 * Schema in the words for types, in `nullable` and in `example`; both ways give back what went in.
 */

/** Fields that hold one schema, a list of them, or one by name. */
const NESTED: Readonly<Record<string, 'one' | 'list' | 'named'>> = {
  items: 'one',
  additionalProperties: 'one',
  anyOf: 'list',
  prefixItems: 'list',
  properties: 'named',
  $defs: 'named',
};

/** Fields that the wire has as numbers in strings (protobuf's int64). */
const COUNTS = ['minItems', 'maxItems', 'minLength', 'maxLength', 'minProperties', 'maxProperties'];

/** The JSON Schema that says what an OpenAPI schema of Gemini says. */
export function readOpenApiSchema(schema: JsonObject): JsonObject {
  const { type, nullable, example, ...rest } = camelCased(schema);
  const read: JsonObject = { ...(typeof type === 'string' && { type: type.toLowerCase() }) };
  for (const [key, value] of Object.entries(rest)) {
    read[key] =
      COUNTS.includes(key) && typeof value === 'string' ? Number(value) : nested(key, value, readOpenApiSchema);
  }
  if (example !== undefined) read.examples = [example];
  return nullable === true ? orNull(read) : read;
}

/** The OpenAPI schema from which `readOpenApiSchema` made this one. */
export function writeOpenApiSchema(schema: JsonObject): JsonObject {
  const { examples, ...rest } = schema;
  const { schema: plain, nullable } = withoutNull(rest);
  const written: JsonObject = {};
  for (const [key, value] of Object.entries(plain)) {
    written[key] =
      key === 'type' && typeof value === 'string' ? value.toUpperCase() : nested(key, value, writeOpenApiSchema);
  }
  if (Array.isArray(examples)) written.example = examples[0] as unknown;
  if (nullable) written.nullable = true;
  return written;
}

function nested(key: string, value: unknown, change: (schema: JsonObject) => JsonObject): unknown {
  const changeOne = (one: unknown): unknown => {
    const schema = asObject(one);
    return schema ? change(schema) : one;
  };
  switch (Object.hasOwn(NESTED, key) ? NESTED[key] : undefined) {
    case 'one':
      return changeOne(value);
    case 'list':
      return Array.isArray(value) ? value.map(changeOne) : value;
    case 'named':
      return Object.fromEntries(Object.entries(asObject(value) ?? {}).map(([name, one]) => [name, changeOne(one)]));
    default:
      return value;
  }
}

const NULL = { type: 'null' };

function orNull(schema: JsonObject): JsonObject {
  const { type, enum: words, anyOf } = schema;
  if (type === undefined) return Array.isArray(anyOf) ? { ...schema, anyOf: [...(anyOf as unknown[]), NULL] } : schema;
  return { ...schema, type: [type, 'null'], ...(Array.isArray(words) && { enum: [...(words as unknown[]), null] }) };
}

function withoutNull(schema: JsonObject): { schema: JsonObject; nullable: boolean } {
  const { type, enum: words, anyOf } = schema;
  if (Array.isArray(type) && type.length === 2 && type[1] === 'null') {
    const named = Array.isArray(words) && { enum: words.filter((word) => word !== null) };
    return { schema: { ...schema, type: type[0] as unknown, ...named }, nullable: true };
  }
  const last: unknown = Array.isArray(anyOf) && type === undefined ? anyOf.at(-1) : undefined;
  if (asObject(last)?.type === 'null' && Object.keys(asObject(last) ?? {}).length === 1) {
    return { schema: { ...schema, anyOf: (anyOf as unknown[]).slice(0, -1) }, nullable: true };
  }
  return { schema, nullable: false };
}

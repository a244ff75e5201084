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
  const { nullable, example, ...rest } = camelCased(schema);
  const entries = Object.entries(rest).map(([key, value]): [string, unknown] => {
    if (key === 'type' && typeof value === 'string') return [key, value.toLowerCase()];
    if (COUNTS.includes(key) && typeof value === 'string') return [key, Number(value)];
    return [key, nested(key, value, readOpenApiSchema)];
  });
  const read = { ...Object.fromEntries(entries), ...(example !== undefined && { examples: [example] }) };
  return nullable === true ? orNull(read) : read;
}

/** The OpenAPI schema from which `readOpenApiSchema` made this one. */
export function writeOpenApiSchema(schema: JsonObject): JsonObject {
  const { schema: plain, nullable } = withoutNull(schema);
  const entries = Object.entries(plain).map(([key, value]): [string, unknown] => {
    if (key === 'type' && typeof value === 'string') return [key, value.toUpperCase()];
    if (key === 'examples' && Array.isArray(value)) return ['example', value[0]];
    return [key, nested(key, value, writeOpenApiSchema)];
  });
  return { ...Object.fromEntries(entries), ...(nullable && { nullable }) };
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

/** Among several schemas null comes first, where nobody writes it who writes it out. */
function orNull(schema: JsonObject): JsonObject {
  const { type, enum: words, anyOf } = schema;
  if (type === undefined) return Array.isArray(anyOf) ? { ...schema, anyOf: [NULL, ...(anyOf as unknown[])] } : schema;
  return { ...schema, type: [type, 'null'], ...(Array.isArray(words) && { enum: [...(words as unknown[]), null] }) };
}

function withoutNull(schema: JsonObject): { schema: JsonObject; nullable: boolean } {
  const { type, enum: words, anyOf } = schema;
  if (Array.isArray(type) && type.length === 2 && type[1] === 'null') {
    const named = Array.isArray(words) && { enum: words.filter((word) => word !== null) };
    return { schema: { ...schema, type: type[0] as unknown, ...named }, nullable: true };
  }
  const [first, ...others] = Array.isArray(anyOf) && type === undefined ? (anyOf as unknown[]) : [];
  const isNull = asObject(first)?.type === 'null' && Object.keys(asObject(first) ?? {}).length === 1;
  return isNull ? { schema: { ...schema, anyOf: others }, nullable: true } : { schema, nullable: false };
}

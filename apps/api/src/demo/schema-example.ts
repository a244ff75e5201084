import type { JsonObject } from '@nuvra/dialects';

// Deeper than this only what is required is written, so that a schema that contains itself ends.
const OPTIONAL_DEPTH = 4;
// A schema that requires itself has no finite example; this is where the attempt stops.
const LAST_DEPTH = 40;

/** Examples of the string formats that JSON Schema names: https://json-schema.org/draft/2020-12/json-schema-validation#section-7.3 */
const FORMATS: Readonly<Record<string, string>> = {
  'date-time': '2025-01-01T09:00:00Z',
  date: '2025-01-01',
  time: '09:00:00Z',
  duration: 'P1D',
  email: 'demo@example.com',
  hostname: 'example.com',
  ipv4: '192.0.2.1',
  ipv6: '2001:db8::1',
  uri: 'https://example.com/',
  url: 'https://example.com/',
  'uri-reference': '/demo',
  uuid: '00000000-0000-4000-8000-000000000000',
};

/**
 * A value that is valid against `schema`, the same for the same schema. Reads JSON Schema and Gemini's OpenAPI flavour (types in
 * capitals, `nullable`). Of an `anyOf` or `oneOf` it takes the first branch; `pattern`, `not` and `if` are not solved: there an
 * `example` or `default` beside them is what helps.
 */
export function exampleOf(schema: unknown, name = 'value'): unknown {
  const root = isObject(schema) ? schema : {};
  return write(root, { root, name, depth: 0 });
}

interface Place {
  /** Where `$ref` points into. */
  readonly root: JsonObject;
  /** The property's name: what a free string says. */
  readonly name: string;
  readonly depth: number;
}

function write(unresolved: JsonObject, place: Place): unknown {
  if (place.depth > LAST_DEPTH) return null;
  const schema = resolve(unresolved, place.root);
  if ('const' in schema) return schema.const;
  if (Array.isArray(schema.enum) && schema.enum.length > 0) return schema.enum[0];
  if ('default' in schema) return schema.default;
  if ('example' in schema) return schema.example;
  if (Array.isArray(schema.examples) && schema.examples.length > 0) return schema.examples[0];
  switch (typeOf(schema)) {
    case 'object':
      return writeObject(schema, place);
    case 'array':
      return writeArray(schema, place);
    case 'integer':
      return writeMultiple(schema, numberOf(schema.multipleOf) ?? 1);
    case 'number':
      return writeNumber(schema);
    case 'boolean':
      return true;
    case 'null':
      return null;
    default:
      return writeString(schema, place.name);
  }
}

function writeObject(schema: JsonObject, place: Place): JsonObject {
  const properties = isObject(schema.properties) ? schema.properties : {};
  const required = new Set(Array.isArray(schema.required) ? schema.required : []);
  return Object.fromEntries(
    Object.entries(properties)
      .filter(([name]) => place.depth < OPTIONAL_DEPTH || required.has(name))
      .map(([name, property]) => [name, write(isObject(property) ? property : {}, below(place, name))]),
  );
}

function writeArray(schema: JsonObject, place: Place): unknown[] {
  const fixed = Array.isArray(schema.prefixItems) ? schema.prefixItems : [];
  const fewest = numberOf(schema.minItems) ?? 0;
  const wished = place.depth < OPTIONAL_DEPTH ? Math.max(fewest, 1, fixed.length) : fewest;
  const length = Math.min(wished, numberOf(schema.maxItems) ?? wished);
  return Array.from({ length }, (_, index) => {
    const item: unknown = fixed[index] ?? schema.items;
    const value = write(isObject(item) ? item : {}, below(place, place.name));
    // uniqueItems asks for what a constant example cannot give; numbered strings and numbers can.
    if (index === 0 || schema.uniqueItems !== true) return value;
    return typeof value === 'number' ? value + index : typeof value === 'string' ? `${value} ${index + 1}` : value;
  });
}

/** A number in range: the middle of it where it has two ends. */
function writeNumber(schema: JsonObject): number {
  const step = numberOf(schema.multipleOf);
  if (step !== undefined) return writeMultiple(schema, step);
  const low = numberOf(schema.exclusiveMinimum) ?? numberOf(schema.minimum);
  const high = numberOf(schema.exclusiveMaximum) ?? numberOf(schema.maximum);
  if (low === undefined) return high === undefined ? 0.5 : high - 0.5;
  return high === undefined ? low + 0.5 : (low + high) / 2;
}

/** The lowest multiple of `step` in range, or the highest where only the upper end is told. */
function writeMultiple(schema: JsonObject, step: number): number {
  const above = numberOf(schema.exclusiveMinimum);
  const below = numberOf(schema.exclusiveMaximum);
  const lowest = above === undefined ? numberOf(schema.minimum) : (Math.floor(above / step) + 1) * step;
  const highest = below === undefined ? numberOf(schema.maximum) : (Math.ceil(below / step) - 1) * step;
  if (lowest !== undefined) return Math.ceil(lowest / step) * step;
  return highest === undefined ? step : Math.min(step, Math.floor(highest / step) * step);
}

function writeString(schema: JsonObject, name: string): string {
  const format = typeof schema.format === 'string' ? FORMATS[schema.format] : undefined;
  if (format !== undefined) return format;
  const text = `demo ${name}`.padEnd(numberOf(schema.minLength) ?? 0, '.');
  return text.slice(0, numberOf(schema.maxLength) ?? text.length);
}

/** Follows `$ref`, merges `allOf`, takes the first branch of `anyOf` and `oneOf`. */
function resolve(schema: JsonObject, root: JsonObject, steps = 0): JsonObject {
  if (steps > LAST_DEPTH) return {};
  const { $ref, allOf, anyOf, oneOf, ...own } = schema;
  const parts: unknown[] = [];
  if (typeof $ref === 'string') parts.push(lookUp($ref, root));
  if (Array.isArray(allOf)) parts.push(...(allOf as unknown[]));
  for (const branches of [anyOf, oneOf]) if (Array.isArray(branches)) parts.push(branches[0]);
  return parts
    .filter(isObject)
    .map((part) => resolve(part, root, steps + 1))
    .reduce<JsonObject>(merge, own);
}

/** Both schemas hold: properties and required names add up, of other keywords the first told wins. */
function merge(first: JsonObject, second: JsonObject): JsonObject {
  const merged = { ...second, ...first };
  if (isObject(first.properties) && isObject(second.properties)) {
    merged.properties = { ...second.properties, ...first.properties };
  }
  if (Array.isArray(first.required) && Array.isArray(second.required)) {
    merged.required = [...(first.required as unknown[]), ...(second.required as unknown[])];
  }
  return merged;
}

/** What a JSON pointer in a `$ref` names: https://datatracker.ietf.org/doc/html/rfc6901#section-6 */
function lookUp(pointer: string, root: JsonObject): unknown {
  return pointer
    .replace(/^#\/?/, '')
    .split('/')
    .filter((step) => step !== '')
    .map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'))
    .reduce<unknown>((node, step) => (isObject(node) ? node[step] : undefined), root);
}

/** The JSON type in small letters; a schema that tells none is taken for a string. */
function typeOf(schema: JsonObject): string {
  const types: unknown[] = Array.isArray(schema.type) ? schema.type : [schema.type];
  const told = types.find((type): type is string => typeof type === 'string');
  if (told !== undefined) return told.toLowerCase();
  if (isObject(schema.properties)) return 'object';
  return 'items' in schema || 'prefixItems' in schema ? 'array' : 'string';
}

function below(place: Place, name: string): Place {
  return { root: place.root, name, depth: place.depth + 1 };
}

function numberOf(value: unknown): number | undefined {
  // Gemini writes lengths as strings: "minItems": "1".
  if (typeof value === 'string' && value !== '' && Number.isFinite(Number(value))) return Number(value);
  return typeof value === 'number' ? value : undefined;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

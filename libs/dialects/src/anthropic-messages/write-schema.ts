import { type JsonObject } from '../call';
import { isObject } from '../json';

/** A JSON Schema that Anthropic will hold the model to, and what had to change for that. */
export interface WrittenSchema {
  readonly schema: JsonObject;
  /** One clause for each kind of change; empty when the schema was taken as it stood. */
  readonly changes: readonly string[];
}

const ENFORCED_FORMATS = ['date-time', 'time', 'date', 'duration', 'email', 'hostname', 'uri', 'ipv4', 'ipv6', 'uuid'];

const UNENFORCED = [
  ...['minimum', 'maximum', 'exclusiveMinimum', 'exclusiveMaximum', 'multipleOf'],
  ...['minLength', 'maxLength', 'pattern', 'maxItems', 'uniqueItems', 'minProperties', 'maxProperties'],
];

/**
 * Fits a JSON Schema to what Anthropic enforces: every object closed, no bounds on numbers, lengths or counts. Anything else
 * is a 400, so objects are closed and bounds move into the description, where the model still reads them.
 * Source: https://platform.claude.com/docs/en/build-with-claude/structured-outputs#json-schema-limitations
 */
export function writeSchema(schema: JsonObject): WrittenSchema {
  const changes = new Set<string>();
  return { schema: fit(schema, changes), changes: [...changes] };
}

function fit(schema: JsonObject, changes: Set<string>): JsonObject {
  const fitted: JsonObject = {};
  const bounds: string[] = [];
  for (const [keyword, value] of Object.entries(schema)) {
    if (isUnenforced(keyword, value)) bounds.push(`${keyword}: ${JSON.stringify(value)}`);
    else if (keyword === 'oneOf') fitted['anyOf'] = fitEach(value, changes);
    else if (keyword === 'anyOf' || keyword === 'allOf') fitted[keyword] = fitEach(value, changes);
    else if (keyword === 'properties' || keyword === '$defs' || keyword === 'definitions')
      fitted[keyword] = fitNamed(value, changes);
    else if (keyword === 'items' && isObject(value)) fitted[keyword] = fit(value, changes);
    else fitted[keyword] = value;
  }
  if ('oneOf' in schema) changes.add('oneOf became anyOf');
  if (isObjectSchema(schema) && schema['additionalProperties'] !== false) {
    fitted['additionalProperties'] = false;
    changes.add('objects take no additional properties');
  }
  if (bounds.length > 0) {
    const described = typeof schema['description'] === 'string' ? `${schema['description']} ` : '';
    fitted['description'] = `${described}(${bounds.join(', ')})`;
    changes.add('bounds moved into descriptions');
  }
  return fitted;
}

function isUnenforced(keyword: string, value: unknown): boolean {
  if (keyword === 'format') return typeof value === 'string' && !ENFORCED_FORMATS.includes(value);
  if (keyword === 'minItems') return typeof value === 'number' && value > 1;
  return UNENFORCED.includes(keyword);
}

function isObjectSchema(schema: JsonObject): boolean {
  const { type } = schema;
  return type === 'object' || (Array.isArray(type) && type.includes('object')) || 'properties' in schema;
}

function fitEach(schemas: unknown, changes: Set<string>): unknown {
  return Array.isArray(schemas) ? schemas.map((schema: unknown) => fitAny(schema, changes)) : schemas;
}

function fitNamed(schemas: unknown, changes: Set<string>): unknown {
  if (!isObject(schemas)) return schemas;
  return Object.fromEntries(Object.entries(schemas).map(([name, schema]) => [name, fitAny(schema, changes)]));
}

function fitAny(schema: unknown, changes: Set<string>): unknown {
  return isObject(schema) ? fit(schema, changes) : schema;
}

import { type JsonObject } from '../call';
import { asObject } from '../json';

/**
 * What Gemini reads of JSON Schema in `parametersJsonSchema` and `responseJsonSchema`; the list stands with the latter in
 * `@google/genai` and at https://ai.google.dev/api/generate-content#FIELDS.response_json_schema. `default` is not in it, yet
 * recorded calls with it succeed, and it is only an annotation.
 */
const KEYWORDS = new Set([
  ...['$id', '$defs', '$ref', '$anchor', 'type', 'format', 'title', 'description', 'enum', 'default'],
  ...['items', 'prefixItems', 'minItems', 'maxItems', 'minimum', 'maximum', 'anyOf', 'oneOf'],
  ...['properties', 'additionalProperties', 'required', 'propertyOrdering'],
]);

/** Keywords that restrict nothing: leaving them out changes no meaning. */
const ANNOTATIONS = new Set(['$schema', '$comment', 'examples', 'deprecated', 'readOnly', 'writeOnly']);

/**
 * Writes a JSON Schema with what Gemini reads of it, saying the rest another way where there is one: `const` as an `enum` of one,
 * `definitions` as `$defs`, an `allOf` of one schema as that schema.
 * @returns the schema, and the keywords that had to be left out though they restrict
 */
export function writeJsonSchema(schema: JsonObject): { schema: JsonObject; lost: string[] } {
  const lost = new Set<string>();
  return { schema: writeSchema(schema, lost), lost: [...lost].sort() };
}

function writeSchema(schema: JsonObject, lost: Set<string>): JsonObject {
  const plain = rephrase(schema);
  const written: JsonObject = {};
  for (const [keyword, value] of Object.entries(plain)) {
    if (typeof plain.$ref === 'string' && !keyword.startsWith('$')) {
      // A reference may not have siblings here; a description beside it restricts nothing.
      if (!['title', 'description', 'default'].includes(keyword) && !ANNOTATIONS.has(keyword)) lost.add(keyword);
    } else if (KEYWORDS.has(keyword)) written[keyword] = writeKeyword(keyword, value, lost);
    else if (!ANNOTATIONS.has(keyword)) lost.add(keyword);
  }
  return written;
}

function writeKeyword(keyword: string, value: unknown, lost: Set<string>): unknown {
  switch (keyword) {
    case '$ref':
      return typeof value === 'string' ? value.replace(/^#\/definitions\//, '#/$defs/') : value;
    case 'properties':
    case '$defs':
      return writeEach(value, lost);
    case 'items':
    case 'additionalProperties':
    case 'prefixItems':
    case 'anyOf':
    case 'oneOf':
      return Array.isArray(value) ? value.map((entry: unknown) => writeNested(entry, lost)) : writeNested(value, lost);
    default:
      return value;
  }
}

function writeEach(schemas: unknown, lost: Set<string>): unknown {
  return Object.fromEntries(
    Object.entries(asObject(schemas) ?? {}).map(([name, value]) => [name, writeNested(value, lost)]),
  );
}

/** A schema below another; `true` and `false` are schemas too. */
function writeNested(value: unknown, lost: Set<string>): unknown {
  const schema = asObject(value);
  return schema ? writeSchema(schema, lost) : value;
}

function rephrase(schema: JsonObject): JsonObject {
  const { const: constant, definitions, allOf, ...plain } = schema;
  const only: unknown = Array.isArray(allOf) && allOf.length === 1 ? allOf[0] : undefined;
  return {
    ...plain,
    ...(typeof constant === 'string' || typeof constant === 'number'
      ? { enum: [constant] }
      : 'const' in schema && { const: constant }),
    ...(definitions !== undefined && { $defs: { ...asObject(plain.$defs), ...asObject(definitions) } }),
    ...(asObject(only) ?? (allOf !== undefined && { allOf })),
  };
}

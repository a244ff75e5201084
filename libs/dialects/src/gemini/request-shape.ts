import { type JsonObject } from '../call';
import { isObject } from '../json';

/** The fields of a message below which others are looked for; in brackets those that are lists. */
interface Shape {
  readonly [field: string]: Shape | readonly [Shape];
}

const LEAF: Shape = {};
const MEDIA: Shape = { inlineData: LEAF, fileData: LEAF };
const PART: Shape = { ...MEDIA, functionCall: LEAF, functionResponse: { parts: [MEDIA] } };
const CONTENT: Shape = { parts: [PART] };
const REQUEST: Shape = {
  contents: [CONTENT],
  systemInstruction: CONTENT,
  tools: [{ functionDeclarations: [LEAF] }],
  toolConfig: { functionCallingConfig: LEAF },
  generationConfig: { thinkingConfig: LEAF },
};

/**
 * A request in the one form that is read here. The vendor takes each field by both of its names (`generation_config`), as protobuf's
 * JSON demands (https://protobuf.dev/programming-guides/json), and one element for a list of one. `systemInstruction` may also be a text, a
 * part or a list of them, as the SDKs let their users write it. Below the fields read here, all stays as the client spelt it.
 */
export function canonical(body: JsonObject): JsonObject {
  const named = camelCased(body);
  return inShape({ ...named, ...instructionOf(named.systemInstruction) }, REQUEST);
}

function instructionOf(instruction: unknown): { systemInstruction?: JsonObject } {
  if (typeof instruction === 'string') return { systemInstruction: { parts: [{ text: instruction }] } };
  if (Array.isArray(instruction)) return { systemInstruction: { parts: instruction.map(asPart) } };
  if (isObject(instruction) && 'text' in instruction) return { systemInstruction: { parts: [instruction] } };
  return {};
}

function asPart(value: unknown): unknown {
  return typeof value === 'string' ? { text: value } : value;
}

function inShape(object: JsonObject, shape: Shape): JsonObject {
  const entries = Object.entries(camelCased(object)).map(([key, value]): [string, unknown] => {
    const inner = Object.hasOwn(shape, key) ? shape[key] : undefined;
    return [key, inner === undefined ? value : inFieldShape(value, inner)];
  });
  return Object.fromEntries(entries);
}

/** What has not the shape of its field is left for the reader to refuse. */
function inFieldShape(value: unknown, shape: Shape | readonly [Shape]): unknown {
  if (!isList(shape)) return isObject(value) ? inShape(value, shape) : value;
  const list: unknown = isObject(value) ? [value] : value;
  return Array.isArray(list) ? list.map((item) => inFieldShape(item, shape[0])) : list;
}

function isList(shape: Shape | readonly [Shape]): shape is readonly [Shape] {
  return Array.isArray(shape);
}

/** The object with its fields named in camel case; a field that stands there by both names keeps them. */
export function camelCased(object: JsonObject): JsonObject {
  const keys = Object.keys(object);
  if (!keys.some(isSnakeCase)) return object;
  return Object.fromEntries(
    keys.map((key) => {
      const name = isSnakeCase(key) ? key.replace(/_([a-z\d])/g, (_, letter: string) => letter.toUpperCase()) : key;
      return [Object.hasOwn(object, name) ? key : name, object[key]];
    }),
  );
}

function isSnakeCase(key: string): boolean {
  return key.includes('_') && /^[a-z][a-z\d]*(?:_[a-z\d]+)+$/.test(key);
}

import { expect, test } from 'vitest';
import { describeRecorded, nameOf, recordings } from '../../../../tools/testing/recordings';
import { type JsonObject } from '../call';
import { asObject } from '../json';
import { ReceiptBook } from '../receipt';
import { gemini } from './gemini';

const generations = recordings(({ path, status }) => /:(stream)?[gG]enerateContent/.test(path) && status === 200).map(
  (recording) => [nameOf(recording), recording] as const,
);

/** Fields below which all is the client's own, and keeps its spelling. */
const OPAQUE = [
  'args',
  'response',
  'parametersJsonSchema',
  'responseJsonSchema',
  'properties',
  'toolCall',
  'toolResponse',
  'fileSearch',
];

/**
 * What reading a request and writing it again changes: fields have the names that the documentation has (`function_declarations` is
 * `functionDeclarations`), one element alone is a list of one, base64 has its plain alphabet, and the role of instructions, which says
 * nothing, is left out, and so is an empty configuration. Types in a schema of the vendor's own form are in upper case.
 */
function normalised(body: unknown): JsonObject {
  const copy = renamed(body) as JsonObject;
  if (copy['tools'] && !Array.isArray(copy['tools'])) copy['tools'] = [copy['tools']];
  const instruction = asObject(copy['systemInstruction']);
  if (instruction) delete instruction['role'];
  if (Object.keys(asObject(copy['generationConfig']) ?? {}).length === 0) delete copy['generationConfig'];
  return copy;
}

function renamed(value: unknown, key = ''): unknown {
  if (key === 'data' && typeof value === 'string') return value.replaceAll('-', '+').replaceAll('_', '/');
  if (Array.isArray(value)) return value.map((item) => renamed(item));
  const object = asObject(value);
  if (key === 'parameters') return withUpperCaseTypes(value);
  if (!object || OPAQUE.includes(key)) return value;
  return Object.fromEntries(
    Object.entries(object).map(([field, inner]) => {
      const name = field.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase());
      return [name, renamed(inner, name)];
    }),
  );
}

function withUpperCaseTypes(schema: unknown): unknown {
  return JSON.parse(
    JSON.stringify(schema).replace(/"type":"(\w+)"/g, (type) => type.replace(/\w+"$/, (word) => word.toUpperCase())),
  );
}

describeRecorded('recorded Gemini requests', () => {
  test('are there', () => {
    expect(generations.length).toBeGreaterThan(170);
  });

  test.each(generations)('%s: read and written again it is the same', (_, recording) => {
    const before = structuredClone(recording.request);
    const model = /models\/([^:]+)/.exec(recording.path)?.[1] ?? '';
    const call = gemini.readRequest(recording.request as JsonObject, {
      model,
      stream: recording.path.includes(':stream'),
    });
    const book = new ReceiptBook();
    const { body } = gemini.writeRequest(call, { model }, book);
    expect(body).toEqual(normalised(recording.request));
    expect(book.lines).toEqual([]);
    expect(recording.request).toEqual(before);
  });
});

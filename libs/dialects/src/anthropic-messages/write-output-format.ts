import { type JsonObject, type OutputFormat } from '../call';
import { type Draft } from './draft';
import { writeSchema } from './write-schema';

type SchemaFormat = Extract<OutputFormat, { kind: 'json-schema' }>;

const ALONE = 'and nothing else: no prose, no code fences.';
const SCHEMA_INSTRUCTION = 'Respond with a single JSON value that satisfies the JSON Schema above';

/** A schema is enforced, or is that of a tool through which the model answers; plain JSON mode becomes an instruction. */
export function writeOutputFormat(format: OutputFormat, draft: Draft, path: string): void {
  switch (format.kind) {
    case 'text':
      return;
    case 'json-object':
      return writeInstruction(`Respond with a single valid JSON object ${ALONE}`, draft, path);
    case 'json-schema':
      if (draft.traits.structuredOutput) return writeJsonSchema(format, draft, path);
      if (isObjectSchema(format.schema)) return writeAnswerTool(format, draft, path);
      // A tool's input is an object always.
      return writeInstruction(`${JSON.stringify(format.schema)}\n\n${SCHEMA_INSTRUCTION} ${ALONE}`, draft, path);
  }
}

function writeInstruction(text: string, { body, book }: Draft, path: string): void {
  const system = Array.isArray(body.system) ? body.system : [];
  body.system = [...system, { type: 'text', text }];
  book.approximated(path, 'This model is instructed to write JSON: it can be held to no format of this kind.');
}

function isObjectSchema({ type, properties }: JsonObject): boolean {
  return type === undefined ? properties !== undefined : type === 'object';
}

/** Structured outputs, https://platform.claude.com/docs/en/build-with-claude/structured-outputs: no place for a name. */
function writeJsonSchema(format: SchemaFormat, { body, book }: Draft, path: string): void {
  const described = format.description ? { description: format.description, ...format.schema } : format.schema;
  const { schema, changes } = writeSchema(described);
  body.output_config = { ...body.output_config, format: { type: 'json_schema', schema } };
  if (changes.length > 0) {
    book.approximated(path, `The schema was fitted to what Anthropic enforces: ${changes.join('; ')}.`);
  }
}

/**
 * Where tools may be called besides, the model calls one of them or answers. Where the client demands a call of its own, there is no
 * answer to be formed.
 */
function writeAnswerTool(format: SchemaFormat, draft: Draft, path: string): void {
  const { body, book } = draft;
  const choice = body.tool_choice?.type;
  if (choice === 'any' || choice === 'tool') return;
  const name = freeName(format.name ?? 'answer', draft);
  const others = choice === 'none' ? [] : (body.tools ?? []);
  const schema = { ...format.schema, type: 'object' as const };
  const description = format.description ?? 'Gives the answer: call it once, when you know the answer.';
  body.tools = [...(body.tools ?? []), { name, description, input_schema: schema }];
  body.tool_choice =
    others.length > 0 ? { ...body.tool_choice, type: 'any' } : { type: 'tool', name, disable_parallel_tool_use: true };
  draft.answerTool = name;
  book.approximated(path, 'This model does not keep to a schema; it is made to answer through a tool that has it.');
}

/** Anthropic's names are like OpenAI's. One that a tool of the client's has is not free. */
function freeName(wanted: string, { call }: Draft): string {
  const taken = new Set(call.tools.map(({ name }) => name));
  let name = wanted.replace(/[^a-zA-Z0-9_-]/g, '_');
  while (taken.has(name)) name += '_';
  return name;
}

import { type Call, type FunctionTool, type JsonObject, type ToolChoice } from '../call';
import { keysOf } from '../json-path';
import { type Draft, isOwn } from './draft';
import { writeJsonSchema } from './json-schema';
import { generationOf } from './model-generation';
import { writeOpenApiSchema } from './openapi-schema';
import { type GenerateContentRequest, type WireToolConfig } from './wire';

type FunctionCallingConfig = NonNullable<WireToolConfig['functionCallingConfig']>;

/** Writes the functions and how the model may choose among them. */
export function writeTools(draft: Draft): Pick<GenerateContentRequest, 'tools' | 'toolConfig'> {
  const tools = isOwn(draft) ? writeOwnTools(draft.call) : writeForeignTools(draft);
  const config = isOwn(draft) ? writeChoice(draft.call.settings.toolChoice) : tools && foreignChoice(draft);
  return { ...(tools && { tools }), ...(config && { toolConfig: { functionCallingConfig: config } }) };
}

/** Each tool in the object of the list that it came in, a schema in the form that it had. */
function writeOwnTools({ tools }: Call): JsonObject[] | undefined {
  const written: (JsonObject & { functionDeclarations?: JsonObject[] })[] = [];
  for (const tool of tools) {
    const [, place] = keysOf(tool.path);
    while (written.length <= Number(place)) written.push({});
    const holder = written.at(-1) ?? {};
    if (tool.type === 'native') Object.assign(holder, tool.value);
    else (holder.functionDeclarations ??= []).push(writeOwnFunction(tool));
  }
  return tools.length > 0 ? written : undefined;
}

function writeOwnFunction({ path, name, description, parameters }: FunctionTool): JsonObject {
  const schema = path.endsWith('.parameters')
    ? { parameters: parameters && writeOpenApiSchema(parameters) }
    : { parametersJsonSchema: parameters };
  return { name, ...(description !== undefined && { description }), ...(parameters && schema) };
}

function writeForeignTools(draft: Draft): JsonObject[] | undefined {
  const { call, book, answerTool } = draft;
  const functions = declared(draft);
  const strict = functions.filter((tool) => tool.strict);
  if (!validates(draft))
    for (const tool of strict) book.approximated(tool.path, 'This model may stray from the schema of the arguments.');
  const declarations = functions.map((tool) => writeFunction(tool, draft));
  if (answerTool) {
    const { name, description, schema } = answerTool;
    declarations.push({ name, description, parametersJsonSchema: writeSchema(schema, answerPath(call), draft) });
  }
  return declarations.length > 0 ? [{ functionDeclarations: declarations }] : undefined;
}

/** The functions that the model is told of: before Gemini 3, which is told whom it may choose, those alone that it may. */
function declared(draft: Draft): FunctionTool[] {
  const { tools, settings } = draft.call;
  const functions = tools.flatMap((tool) => (tool.type === 'function' ? tool : []));
  const choice = settings.toolChoice;
  if (choice?.kind !== 'allowed' || choice.mode !== 'auto' || validates(draft)) return functions;
  return functions.filter(({ name }) => choice.names.includes(name));
}

function writeFunction(tool: FunctionTool, draft: Draft): JsonObject {
  const { name, description, parameters } = tool;
  return {
    name,
    ...(description !== undefined && { description }),
    ...(parameters && { parametersJsonSchema: writeSchema(parameters, tool.path, draft) }),
  };
}

function writeSchema(schema: JsonObject, path: string, { book }: Draft): JsonObject {
  const { schema: written, lost } = writeJsonSchema(schema);
  if (lost.length > 0) book.approximated(path, `Gemini does not read these schema keywords: ${lost.join(', ')}.`);
  return written;
}

function answerPath({ settingPaths }: Call): string {
  return settingPaths.outputFormat ?? 'outputFormat';
}

/** Whether the model can be held to the schemas and still answer in words. */
function validates({ target }: Draft): boolean {
  return generationOf(target.model) >= 3;
}

/**
 * `VALIDATED` is `AUTO` that keeps to the schemas, and to a list of functions where one is given:
 * https://ai.google.dev/gemini-api/docs/function-calling#function_calling_modes
 */
function writeChoice(choice: ToolChoice | undefined): FunctionCallingConfig | undefined {
  switch (choice?.kind) {
    case 'none':
      return { mode: 'NONE' };
    case 'auto':
      return { mode: 'AUTO' };
    case 'required':
      return { mode: 'ANY' };
    case 'tool':
      return { mode: 'ANY', allowedFunctionNames: [choice.name] };
    case 'allowed':
      return { mode: choice.mode === 'required' ? 'ANY' : 'VALIDATED', allowedFunctionNames: [...choice.names] };
    case undefined:
      return undefined;
  }
}

function foreignChoice(draft: Draft): FunctionCallingConfig | undefined {
  const choice = draft.call.settings.toolChoice;
  if (draft.answerTool) return choiceWithAnswer(choice, draft.answerTool.name, draft);
  const free = choice === undefined || choice.kind === 'auto';
  if (free && validates(draft) && declared(draft).some((tool) => tool.strict)) return { mode: 'VALIDATED' };
  // Older models were told of no other functions than those allowed.
  if (choice?.kind === 'allowed' && choice.mode === 'auto' && !validates(draft)) return { mode: 'AUTO' };
  return writeChoice(choice);
}

/** The model must call something: what it would say in words, it says through the answer's tool. */
function choiceWithAnswer(choice: ToolChoice | undefined, answer: string, draft: Draft): FunctionCallingConfig {
  switch (choice?.kind) {
    case 'tool':
      return { mode: 'ANY', allowedFunctionNames: [choice.name] };
    case 'required':
      return { mode: 'ANY', allowedFunctionNames: declared(draft).map(({ name }) => name) };
    case 'allowed':
      return { mode: 'ANY', allowedFunctionNames: [...choice.names, ...(choice.mode === 'auto' ? [answer] : [])] };
    default:
      return { mode: 'ANY' };
  }
}

import { type FunctionTool, type JsonObject, type NativeTool, type Tool } from '../call';
import { type Fields, wrongType } from '../fields';
import { isObject } from '../json';
import { readOpenApiSchema } from './openapi-schema';

/** Reads the functions, and the vendor's own tools, of which several may stand in one object with them. */
export function readTools(body: Fields): Tool[] {
  return body
    .objects('tools')
    .flatMap((tool) => [
      ...tool.objects('functionDeclarations').map(readFunction),
      ...Object.entries(tool.raw).flatMap(([name, value]) => readNativeTool(tool, name, value) ?? []),
    ]);
}

function readNativeTool(tool: Fields, name: string, value: unknown): NativeTool | undefined {
  if (name === 'functionDeclarations' || (value ?? undefined) === undefined) return undefined;
  return { type: 'native', path: tool.pathOf(name), dialect: 'gemini', name, value: { [name]: value } };
}

function readFunction(declaration: Fields): FunctionTool {
  const name = declaration.required('name', declaration.string('name'));
  const description = declaration.string('description');
  const schema = readSchema(declaration, 'parametersJsonSchema') ?? readSchema(declaration, 'parameters');
  return declaration.close({
    type: 'function',
    // Where the schema stands tells the writer of this dialect which of the two forms it has.
    path: schema?.path ?? declaration.path,
    name,
    ...(description !== undefined && { description }),
    ...(schema && { parameters: schema.value }),
  });
}

function readSchema(
  declaration: Fields,
  key: 'parameters' | 'parametersJsonSchema',
): { path: string; value: JsonObject } | undefined {
  const schema = declaration.any(key);
  const path = declaration.pathOf(key);
  if (schema === undefined) return undefined;
  if (!isObject(schema)) throw wrongType(path, 'an object');
  return { path, value: key === 'parameters' ? readOpenApiSchema(schema) : schema };
}

import { type FunctionTool, type NativeTool, type Tool } from '../call';
import { type Fields, wrongType } from '../fields';
import { asText, isObject } from '../json';
import { cacheControlOf, readCacheControl } from './cache-control';
import { OWN } from './draft';

/**
 * A function of the client's, or one of the tools that Anthropic defines: those have a type with a date in it.
 * @throws {InvalidRequest} for a function without a name or a schema
 */
export function readTool(tool: Fields): Tool {
  const type = tool.any('type') ?? 'custom';
  return type === 'custom' ? readFunction(tool) : readNative(tool);
}

function readFunction(tool: Fields): FunctionTool {
  const name = tool.required('name', tool.string('name'));
  const description = tool.string('description');
  const parameters = tool.required('input_schema', tool.any('input_schema'));
  if (!isObject(parameters)) throw wrongType(tool.pathOf('input_schema'), 'an object');
  const strict = tool.boolean('strict');
  return tool.close({
    type: 'function',
    path: tool.path,
    name,
    ...(description !== undefined && { description }),
    parameters,
    ...(strict !== undefined && { strict }),
    ...readCacheControl(tool),
  });
}

function readNative({ raw, path }: Fields): NativeTool {
  const name = asText(raw['name']) ?? asText(raw['type']) ?? 'tool';
  return { type: 'native', path, dialect: OWN, name, value: raw, ...cacheControlOf(raw) };
}

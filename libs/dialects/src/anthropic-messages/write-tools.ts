import { type Tool as ToolParam } from '@anthropic-ai/sdk/resources/messages/messages';
import { type FunctionTool, type JsonObject, type Tool } from '../call';
import { type ReceiptBook } from '../receipt';
import { writeCacheControl } from './cache-control';
import { type Draft, OWN } from './draft';
import { writeSchema } from './write-schema';

/** The tools that the model may use. Other dialects' own are told by `dropForeign`. */
export function writeTools({ call, book }: Draft): (ToolParam | JsonObject)[] {
  const { toolChoice } = call.settings;
  const allowed = toolChoice?.kind === 'allowed' ? new Set(toolChoice.names) : undefined;
  return call.tools
    .filter(({ name }) => allowed?.has(name) ?? true)
    .flatMap((tool): (ToolParam | JsonObject)[] => {
      if (tool.type === 'function') return [writeFunction(tool, book)];
      return tool.dialect === OWN ? [tool.value] : [];
    });
}

/** Writes a function; a strict one gets a schema that Anthropic can enforce. */
function writeFunction(tool: FunctionTool, book: ReceiptBook): ToolParam {
  const { schema, changes } =
    tool.strict && tool.parameters ? writeSchema(tool.parameters) : { schema: tool.parameters, changes: [] };
  if (changes.length > 0) {
    book.approximated(tool.path, `The schema was fitted to what Anthropic enforces: ${changes.join('; ')}.`);
  }
  return {
    name: tool.name,
    ...(tool.description ? { description: tool.description } : {}),
    input_schema: { properties: {}, ...schema, type: 'object' },
    ...(tool.strict ? { strict: true } : {}),
    ...writeCacheControl(tool.cacheControl),
  };
}

/** Writes a tool back as the client of this dialect wrote it. */
export function writeOwnTool(tool: Tool): ToolParam | JsonObject {
  if (tool.type === 'native') return tool.value;
  return {
    name: tool.name,
    ...(tool.description !== undefined && { description: tool.description }),
    input_schema: tool.parameters,
    ...(tool.strict !== undefined && { strict: tool.strict }),
    ...writeCacheControl(tool.cacheControl),
  };
}

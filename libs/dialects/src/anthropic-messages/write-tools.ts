import { type Tool as ToolParam } from '@anthropic-ai/sdk/resources/messages/messages';
import { type Tool } from '../call';
import { type ReceiptBook } from '../receipt';
import { writeSchema } from './write-schema';

/** Writes a function; a strict one gets a schema that Anthropic can enforce. */
export function writeTool(tool: Tool, receipt: ReceiptBook): ToolParam {
  const { schema, changes } =
    tool.strict && tool.parameters ? writeSchema(tool.parameters) : { schema: tool.parameters, changes: [] };
  if (changes.length > 0) {
    receipt.approximated(tool.path, `The schema was fitted to what Anthropic enforces: ${changes.join('; ')}`);
  }
  return {
    name: tool.name,
    ...(tool.description ? { description: tool.description } : {}),
    input_schema: { properties: {}, ...schema, type: 'object' },
    ...(tool.strict ? { strict: true } : {}),
  };
}

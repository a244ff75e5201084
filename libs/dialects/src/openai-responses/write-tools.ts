import { type FunctionTool as FunctionToolParam, type Tool as ToolParam } from 'openai/resources/responses/responses';
import { type FunctionTool } from '../call';
import { type Draft, isOurs } from './draft';
import { OWN } from './own';
import { noteCacheMark } from './write-content';

/** Writes the tools that this dialect has; the book names the others (`dropForeign`). */
export function writeTools(draft: Draft): ToolParam[] {
  return draft.call.tools.flatMap((tool) => {
    if (tool.type === 'function') return writeFunction(tool, draft);
    // What this dialect's client wrote is what it takes, also where the types do not know it yet.
    return tool.dialect === OWN ? (tool.value as unknown as ToolParam) : [];
  });
}

/**
 * Functions are strict here unless they say otherwise, and in other dialects only if they say so:
 * https://developers.openai.com/api/docs/guides/migrate-to-responses
 */
function writeFunction(tool: FunctionTool, draft: Draft): FunctionToolParam {
  noteCacheMark(tool, draft);
  const { name, description, parameters, strict } = tool;
  const form = { type: 'function', name, ...(description !== undefined && { description }) } as const;
  if (!isOurs(draft)) return { ...form, parameters: parameters ?? null, strict: strict ?? false };
  // Absent and null are the same here, so that what the client left out may be left out.
  const own: Partial<FunctionToolParam> = {
    ...(parameters && { parameters }),
    ...(strict !== undefined && { strict }),
  };
  return { ...form, ...own } as FunctionToolParam;
}

import { type Call, type Tool } from '../call';
import { type Target } from '../dialect';
import { type ReceiptBook } from '../receipt';
import { writeJsonSchema } from './json-schema';
import { generationOf } from './model-generation';
import { type GenerateContentRequest, type WireToolConfig } from './wire';

type FunctionCallingConfig = NonNullable<WireToolConfig['functionCallingConfig']>;

/** Writes the functions and how the model may choose among them. */
export function writeTools(
  call: Call,
  target: Target,
  receipt: ReceiptBook,
): Pick<GenerateContentRequest, 'tools' | 'toolConfig'> {
  if (call.tools.length === 0) return {};
  const strict = call.tools.filter((tool) => tool.strict);
  const validates = generationOf(target.model) >= 3;
  if (!validates) {
    for (const tool of strict) receipt.approximated(tool.path, 'This model may stray from the schema of the arguments');
  }
  const config = functionCallingConfig(call, validates && strict.length > 0);
  return {
    tools: [{ functionDeclarations: call.tools.map((tool) => writeFunction(tool, receipt)) }],
    ...(config && { toolConfig: { functionCallingConfig: config } }),
  };
}

function writeFunction(tool: Tool, receipt: ReceiptBook): Record<string, unknown> {
  const { name, description } = tool;
  if (!tool.parameters) return { name, description };
  const { schema, lost } = writeJsonSchema(tool.parameters);
  if (lost.length > 0)
    receipt.approximated(tool.path, `Gemini does not read these schema keywords: ${lost.join(', ')}`);
  return { name, description, parametersJsonSchema: schema };
}

/** `VALIDATED` is `AUTO` that keeps to the schemas: https://ai.google.dev/gemini-api/docs/function-calling#function_calling_modes */
function functionCallingConfig(call: Call, validated: boolean): FunctionCallingConfig | undefined {
  const choice = call.settings.toolChoice;
  switch (choice?.kind) {
    case 'none':
      return { mode: 'NONE' };
    case 'required':
      return { mode: 'ANY' };
    case 'tool':
      return { mode: 'ANY', allowedFunctionNames: [choice.name] };
    case 'auto':
      return { mode: validated ? 'VALIDATED' : 'AUTO' };
    case undefined:
      return validated ? { mode: 'VALIDATED' } : undefined;
  }
}

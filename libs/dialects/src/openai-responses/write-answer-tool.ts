import { type FunctionTool, type ResponseCreateParamsBase } from 'openai/resources/responses/responses';
import { type Draft, isOurs } from './draft';

/** A tool whose arguments are the answer, and the choice of tools that leads to it. */
export interface AnswerTool {
  readonly tool: FunctionTool;
  readonly choice: Pick<ResponseCreateParamsBase, 'tool_choice'>;
}

/** Whether the reply must come through a tool: the model does not keep to the schema that is wanted. */
export function needsAnswerTool({ call, target }: Draft): boolean {
  const wantsSchema = call.settings.outputFormat?.kind === 'json-schema';
  return wantsSchema && target.structuredOutput === false && !isOurs({ call });
}

/**
 * A function with the schema as its parameters, which the model must call. Where there are other functions it may call one of those
 * first, and where the client named what is to be called, that stands.
 */
export function writeAnswerTool(draft: Draft): AnswerTool | undefined {
  const { settings, tools } = draft.call;
  const format = settings.outputFormat;
  if (format?.kind !== 'json-schema' || !needsAnswerTool(draft)) return undefined;
  const names = tools.flatMap((tool) => (tool.type === 'function' ? tool.name : []));
  let name = format.name ?? 'answer';
  while (names.includes(name)) name += '_';
  return {
    tool: {
      type: 'function',
      name,
      description: format.description ?? 'Gives the answer to the user.',
      parameters: format.schema,
      strict: false,
    },
    choice: writeChoice(name, names.length === 0, settings.toolChoice?.kind),
  };
}

function writeChoice(name: string, isAlone: boolean, wanted: string | undefined): AnswerTool['choice'] {
  if (wanted === 'tool' || wanted === 'allowed') return {};
  return { tool_choice: isAlone || wanted === 'none' ? { type: 'function', name } : 'required' };
}

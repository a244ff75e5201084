import { type ChatCompletionToolChoiceOption } from 'openai/resources/chat/completions';
import { type ToolChoice } from '../call';
import { type Draft, isOurs } from './draft';
import { dropped, type Loss, type Params, set, SILENT, type Silent } from './setting-rule';

/** OpenAI refuses a choice where there are no tools, and one of a tool that is not there. */
export function writeToolChoice(choice: ToolChoice, params: Params, draft: Draft): Loss | Silent | undefined {
  const tools = functionNames(draft);
  if (isOurs(draft) || areThere(choice, tools)) return set(params, 'tool_choice', writeChoice(choice));
  const asksNothing = choice.kind === 'auto' || choice.kind === 'none';
  return asksNothing ? SILENT : dropped('The tools that it names are not among those that the chosen model gets.');
}

export function writeParallelToolCalls(parallel: boolean, params: Params, draft: Draft): Silent | undefined {
  if (functionNames(draft).length === 0 && !isOurs(draft)) return SILENT;
  return set(params, 'parallel_tool_calls', parallel);
}

function functionNames({ call }: Draft): string[] {
  return call.tools.flatMap((tool) => (tool.type === 'function' ? tool.name : []));
}

function areThere(choice: ToolChoice, tools: readonly string[]): boolean {
  if (choice.kind === 'tool') return tools.includes(choice.name);
  if (choice.kind === 'allowed') return choice.names.every((name) => tools.includes(name));
  return tools.length > 0;
}

function writeChoice(choice: ToolChoice): ChatCompletionToolChoiceOption {
  switch (choice.kind) {
    case 'tool':
      return named(choice.name);
    case 'allowed':
      return { type: 'allowed_tools', allowed_tools: { mode: choice.mode, tools: choice.names.map(named) } };
    default:
      return choice.kind;
  }
}

function named(name: string): { type: 'function'; function: { name: string } } {
  return { type: 'function', function: { name } };
}

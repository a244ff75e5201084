import { type ToolChoice as ToolChoiceParam } from '@anthropic-ai/sdk/resources/messages/messages';
import { type ToolChoice } from '../call';
import { type Draft } from './draft';

/** The API refuses a choice where there is nothing to choose from. */
export function writeToolChoice(choice: ToolChoice, { body, receipt }: Draft, path: string): void {
  if (body.tools !== undefined) body.tool_choice = toParam(choice);
  else if (choice.kind === 'required' || choice.kind === 'tool') {
    receipt.dropped(path, 'The call brings no tools to choose from');
  }
}

function toParam(choice: ToolChoice): ToolChoiceParam {
  switch (choice.kind) {
    case 'auto':
    case 'none':
      return { type: choice.kind };
    case 'required':
      return { type: 'any' };
    case 'tool':
      return { type: 'tool', name: choice.name };
  }
}

/** Anthropic says it the other way round, as part of the choice. Parallel calls are its default. */
export function writeParallelToolCalls(parallel: boolean, { body }: Draft): void {
  if (parallel || body.tools === undefined) return;
  const choice = body.tool_choice ?? { type: 'auto' };
  if (choice.type !== 'none') body.tool_choice = { ...choice, disable_parallel_tool_use: true };
}

import { type ToolChoice as ToolChoiceParam } from '@anthropic-ai/sdk/resources/messages/messages';
import { type ToolChoice } from '../call';
import { type Draft } from './draft';

/** The API refuses a choice where there is nothing to choose from. */
export function writeToolChoice(choice: ToolChoice, { body, book }: Draft, path: string): void {
  const isDemand = choice.kind === 'required' || choice.kind === 'tool' || choice.kind === 'allowed';
  if (body.tools === undefined) {
    if (isDemand) book.dropped(path, 'The call brings no tools to choose from.');
    return;
  }
  body.tool_choice = writeChoice(choice);
  // `writeTools` has left the others out.
  if (choice.kind === 'allowed') book.mapped(path);
}

export function writeChoice(choice: ToolChoice): ToolChoiceParam {
  switch (choice.kind) {
    case 'auto':
    case 'none':
      return { type: choice.kind };
    case 'required':
      return { type: 'any' };
    case 'tool':
      return { type: 'tool', name: choice.name };
    case 'allowed':
      return { type: choice.mode === 'required' ? 'any' : 'auto' };
  }
}

/** Anthropic says it the other way round, as part of the choice. Parallel calls are its default. */
export function writeParallelToolCalls(parallel: boolean, { body }: Draft): void {
  if (parallel || body.tools === undefined) return;
  const choice = body.tool_choice ?? { type: 'auto' };
  if (choice.type !== 'none') body.tool_choice = { ...choice, disable_parallel_tool_use: true };
}

import { type Target } from '../dialect';

/**
 * The generation a model's name states: 2.5 of `gemini-2.5-flash`, 3 of `gemini-3-pro-preview`. A name without one
 * (`gemini-flash-latest`) means the vendor's newest, so it counts as later than all.
 */
export function generationOf(model: string): number {
  const stated = /gemini-(\d+(?:\.\d+)?)/.exec(model)?.[1];
  return stated === undefined ? Infinity : Number(stated);
}

/** Whether the model thinks: what is known of it decides, else its generation. */
export function reasons({ model, reasoning, reasoningEfforts, reasoningBudget }: Target): boolean {
  if (reasoning === false) return false;
  return reasoningEfforts !== undefined || reasoningBudget !== undefined || generationOf(model) >= 2.5;
}

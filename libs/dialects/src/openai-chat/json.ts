/** The position of a choice: OpenAI makes 128 at most, and what a stranger numbers higher must not make a list of that length. */
export function asIndex(value: unknown): number | undefined {
  return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value < 128 ? value : undefined;
}

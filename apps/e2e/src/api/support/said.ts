/** What a reply says, whatever its wire format, in the words of Chat Completions. Deltas are joined. */
export interface Said {
  text: string;
  reasoning: string;
  /** Signatures and encrypted reasoning, in order. */
  proofs: string[];
  calls: SaidCall[];
  finish: string | undefined;
  usage: Tokens | undefined;
}

export interface SaidCall {
  id: string | undefined;
  name: string;
  arguments: unknown;
}

/** Token counts as Chat Completions groups them: totals include their parts. What is not told counts as zero. */
export interface Tokens {
  readonly prompt: number;
  readonly cached: number;
  readonly written: number;
  readonly completion: number;
  readonly reasoning: number;
  /** Parts of the prompt, where there are any. */
  readonly audio?: number;
  readonly image?: number;
}

/** JSON, or undefined for what is none. */
export function parsed(json: string): unknown {
  try {
    return JSON.parse(json) as unknown;
  } catch {
    return undefined;
  }
}

/** A count that is left out where it is zero. */
export function some<Key extends string>(key: Key, count: number | undefined): { [key in Key]?: number } {
  return count ? ({ [key]: count } as { [key in Key]?: number }) : {};
}

import { type Call, type TextPart } from '../call';
import { type Draft } from './draft';
import { generationOf } from './model-generation';

/** From 2.5 on the vendor caches by itself: https://ai.google.dev/gemini-api/docs/caching#implicit-caching */
export function cachesByItself(model: string): boolean {
  return generationOf(model) >= 2.5;
}

/** Says of every mark up to where the prompt is to be cached what becomes of it. */
export function noteCacheMarks({ call, target, book }: Draft): void {
  for (const path of markedPaths(call)) {
    if (cachesByItself(target.model)) book.approximated(path, 'Gemini itself chooses what it caches.');
    else book.dropped(path, 'This model does not cache prompts by itself.');
  }
}

function markedPaths({ messages, tools }: Call): string[] {
  const parts = messages.flatMap(({ parts }): readonly Markable[] => parts);
  const inside = messages.flatMap(({ role, parts }) =>
    role === 'tool' ? parts.flatMap(({ content }) => content) : [],
  );
  const all: readonly Markable[] = [...tools, ...messages, ...parts, ...inside];
  return all.flatMap(({ path, cacheControl }) => (cacheControl === undefined ? [] : path));
}

type Markable = Pick<TextPart, 'path' | 'cacheControl'>;

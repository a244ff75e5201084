import { anthropicMessages } from '../anthropic-messages/anthropic-messages';
import { type DialectId } from '../call';
import { type Dialect } from '../dialect';
import { gemini } from '../gemini/gemini';
import { openAiChat } from '../openai-chat/openai-chat';
import { openAiResponses } from '../openai-responses/openai-responses';
import { type Receipt } from '../receipt';

/** What a writer made of something: its text, and what the receipt says. */
export interface Written {
  readonly text: string;
  readonly receipt: Receipt;
}

/** Texts of which one must be found in what is written; where there are none, it must differ from what is written without it. */
export type Marks = readonly string[];

/** From each dialect to each other: every row, with a title for `it.each`. */
export function crossed<Row extends readonly [title: string, ...unknown[]]>(
  rowsFor: (from: DialectId) => readonly Row[],
): (readonly [title: string, from: DialectId, to: Dialect, ...Row])[] {
  const dialects = [openAiChat, openAiResponses, anthropicMessages, gemini];
  return dialects.flatMap(({ id: from }) =>
    dialects
      .filter(({ id }) => id !== from)
      .flatMap((to) => rowsFor(from).map((row) => [`${row[0]}, from ${from} to ${to.id}`, from, to, ...row] as const)),
  );
}

/**
 * What is lost untold: undefined where the thing is found in what was written, or the receipt has a line for it.
 * @param without the same without the thing in question
 * @param path at or below which its line must stand
 */
export function findLoss(written: Written, without: Written, path: string, marks: Marks): string | undefined {
  const before = without.receipt.map((line) => JSON.stringify(line));
  const told = written.receipt.filter((line) => !before.includes(JSON.stringify(line)));
  if (told.some((line) => line.outcome !== 'mapped' && line.path.startsWith(path))) return undefined;
  if (written.text === without.text) return 'It has left neither a trace nor a line.';
  if (marks.length === 0) return undefined;
  const isIn = (text: string) => marks.some((mark) => text.includes(mark));
  if (isIn(without.text)) return `There is a mark without it: ${without.text}`;
  return isIn(written.text) ? undefined : `There is none of ${marks.join(', ')} in ${written.text}`;
}

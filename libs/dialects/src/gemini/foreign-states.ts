import { type JsonObject } from '../call';
import { asList, asObject } from '../json';
import { type Target } from '../dialect';
import { openState } from '../reasoning-state';
import { type ReceiptBook } from '../receipt';
import { generationOf } from './model-generation';
import { FOREIGN_CALL_SIGNATURE } from './write-tool-parts';

/**
 * Takes other dialects' states out of a conversation that goes to Gemini after it has been with another model: the vendor refuses a signature
 * that is not its own, and from its third generation on a turn whose first call has none. Any other body is given back itself.
 */
export function withoutForeignStates(body: JsonObject, { model }: Target, book: ReceiptBook): JsonObject {
  const contents = asList(body['contents']);
  tellForeign(contents, book);
  const own = contents.some((content) => partsOf(content).some(isForeign))
    ? contents.map((content) => withoutStates(content, model))
    : contents;
  const signed = generationOf(model) >= 3 ? withSignedCalls(own, book) : own;
  return signed === contents ? body : { ...body, contents: signed };
}

function tellForeign(contents: readonly unknown[], book: ReceiptBook): void {
  for (const [at, content] of contents.entries()) {
    for (const [index, part] of partsOf(content).entries()) {
      if (!isForeign(part)) continue;
      book.dropped(`contents[${at}].parts[${index}].thoughtSignature`, 'Only signatures that Gemini gave may return.');
    }
  }
}

/** The contents with a stand-in on the first call of each turn of the model's that has no signature at all. */
function withSignedCalls(contents: readonly unknown[], book: ReceiptBook): readonly unknown[] {
  const signed = [...contents];
  for (const turn of turnsOf(contents)) {
    const parts = turn.flatMap((at) =>
      partsOf(contents[at]).map((part, index) => ({ at, index, part: asObject(part) ?? {} })),
    );
    const first = parts.find(({ part }) => isCall(part));
    if (!first || parts.some(({ part }) => signatureIn(part) !== undefined)) continue;
    book.approximated(
      `contents[${first.at}].parts[${first.index}]`,
      'The call has no signature; the value that skips its check stands in.',
    );
    const changed = [...partsOf(contents[first.at])];
    changed[first.index] = { ...first.part, thoughtSignature: FOREIGN_CALL_SIGNATURE };
    signed[first.at] = { ...asObject(contents[first.at]), parts: changed };
  }
  return signed.every((content, at) => content === contents[at]) ? contents : signed;
}

/** The places of each turn of the model's: clients that stream keep one in several contents. */
function turnsOf(contents: readonly unknown[]): number[][] {
  const turns: number[][] = [];
  for (const [at, content] of contents.entries()) {
    if (asObject(content)?.['role'] !== 'model') continue;
    if (turns.at(-1)?.at(-1) === at - 1) turns.at(-1)?.push(at);
    else turns.push([at]);
  }
  return turns;
}

function withoutStates(content: unknown, model: string): unknown {
  const parts = partsOf(content);
  if (!parts.some(isForeign)) return content;
  const kept = parts.flatMap((part) => (isForeign(part) ? withoutState(asObject(part) ?? {}, model) : part));
  // A content may not be empty.
  return { ...asObject(content), parts: kept.length > 0 ? kept : [{ text: '' }] };
}

/** The part without its state, if anything is left. */
function withoutState(part: JsonObject, model: string): JsonObject | [] {
  const { thoughtSignature: _state, thought_signature: _alsoState, ...rest } = part;
  if (isCall(rest) && generationOf(model) >= 3) return { ...rest, thoughtSignature: FOREIGN_CALL_SIGNATURE };
  return rest['text'] === '' ? [] : rest;
}

function isForeign(part: unknown): boolean {
  const signature = signatureIn(asObject(part) ?? {});
  return typeof signature === 'string' && openState(signature) !== undefined;
}

function signatureIn(part: JsonObject): unknown {
  return part['thoughtSignature'] ?? part['thought_signature'];
}

function isCall(part: JsonObject): boolean {
  return (part['functionCall'] ?? part['function_call']) !== undefined;
}

function partsOf(content: unknown): readonly unknown[] {
  return asList(asObject(content)?.['parts']);
}

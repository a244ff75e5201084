import { type JsonObject } from '../call';
import { asList, asObject } from '../json';
import { type Target } from '../dialect';
import { openState } from '../reasoning-state';
import { generationOf } from './model-generation';
import { FOREIGN_CALL_SIGNATURE } from './write-tool-parts';

/**
 * Takes other dialects' states out of a conversation that goes to Gemini after it has been with another model: the vendor refuses a signature
 * that is not its own. Any other body is given back itself.
 */
export function withoutForeignStates(body: JsonObject, { model }: Target): JsonObject {
  const contents = asList(body['contents']);
  if (!contents.some((content) => partsOf(content).some(isForeign))) return body;
  return { ...body, contents: contents.map((content) => withoutStates(content, model)) };
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
  const isCall = (rest['functionCall'] ?? rest['function_call']) !== undefined;
  if (isCall && generationOf(model) >= 3) return { ...rest, thoughtSignature: FOREIGN_CALL_SIGNATURE };
  return rest['text'] === '' ? [] : rest;
}

function isForeign(part: unknown): boolean {
  const fields = asObject(part);
  const signature = fields?.['thoughtSignature'] ?? fields?.['thought_signature'];
  return typeof signature === 'string' && openState(signature) !== undefined;
}

function partsOf(content: unknown): readonly unknown[] {
  return asList(asObject(content)?.['parts']);
}

import { type ToolCallPart, type ToolResultPart } from '../call';
import { type ReceiptBook } from '../receipt';
import { generationOf } from './model-generation';
import { asObject } from '../json';
import { holdsUnsafeNumber, parseJson } from './read-json';
import { writeMedia } from './write-media';
import { type WirePart } from './wire';

/**
 * Stands in for the thought signature of a call that another model made: Gemini 3 refuses a turn whose first call has none, and
 * names this value for conversations that come from elsewhere. https://ai.google.dev/gemini-api/docs/thought-signatures#faqs
 */
const FOREIGN_CALL_SIGNATURE = 'skip_thought_signature_validator';

/** Writes a call the model made. `first`: it is the turn's first, the one that must carry a signature. */
export function writeToolCall(part: ToolCallPart, first: boolean, model: string, receipt: ReceiptBook): WirePart {
  const signature = signatureFor(part, first, model, receipt);
  return {
    functionCall: { id: part.id, name: part.name, args: argumentsOf(part, receipt) },
    ...(signature !== undefined && { thoughtSignature: signature }),
  };
}

function signatureFor(part: ToolCallPart, first: boolean, model: string, receipt: ReceiptBook): string | undefined {
  if (part.state?.dialect === 'gemini') return part.state.data;
  if (first && generationOf(model) >= 3) {
    receipt.approximated(
      part.path,
      'The call has no Gemini thought signature; the value that skips its check stands in',
    );
    return FOREIGN_CALL_SIGNATURE;
  }
  if (part.state)
    receipt.approximated(part.path, 'Only the vendor that issued the reasoning state of this call can read it');
  return undefined;
}

function argumentsOf(part: ToolCallPart, receipt: ReceiptBook): Record<string, unknown> {
  if (part.argumentsText.trim() === '') return {};
  const parsed = asObject(parseJson(part.argumentsText));
  if (!parsed) {
    receipt.approximated(part.path, 'The arguments are no JSON object; Gemini gets their text as one argument');
    return { arguments: part.argumentsText };
  }
  if (holdsUnsafeNumber(part.argumentsText)) {
    receipt.approximated(part.path, 'A number in the arguments is too large to be carried exactly');
  }
  return parsed;
}

/**
 * Writes what the client's function gave back: one part, and behind it the media that an older model takes only beside the
 * result. `names` are the functions by call id, since Gemini wants the name again.
 */
export function writeToolResult(
  part: ToolResultPart,
  names: ReadonlyMap<string, string>,
  model: string,
  receipt: ReceiptBook,
): WirePart[] {
  const name = names.get(part.toolCallId);
  if (name === undefined)
    receipt.approximated(part.path, 'No earlier call has this id; it stands in for the function name');
  const media = part.content.flatMap((entry) =>
    entry.type === 'text' ? [] : (writeMedia(entry, model, receipt) ?? []),
  );
  // Media inside a function response: https://ai.google.dev/gemini-api/docs/function-calling#multimodal
  const inside = media.length > 0 && generationOf(model) >= 3;
  if (media.length > 0 && !inside)
    receipt.approximated(part.path, 'Images and files go beside the result, not inside it');
  const functionResponse = {
    id: part.toolCallId,
    name: name ?? part.toolCallId,
    response: responseOf(part),
    ...(inside && { parts: media }),
  };
  return [{ functionResponse }, ...(inside ? [] : media)];
}

/** A response must be an object: `error` and `output` are the vendor's names for what is none. */
function responseOf(part: ToolResultPart): Record<string, unknown> {
  const text = part.content.flatMap((entry) => (entry.type === 'text' ? entry.text : [])).join('\n');
  if (part.isError) return { error: text };
  const parsed = holdsUnsafeNumber(text) ? undefined : asObject(parseJson(text));
  return parsed ?? { output: text };
}

import { type AssistantPart, type Call, type ReasoningPart, type TextPart } from './call';

/**
 * The call for another dialect than its own. Clients of Gemini return a streamed reply in the pieces in which it came, each a part of its
 * own, with an empty one at the end; other formats would take the pieces for blocks or paragraphs.
 */
export function joinPieces(call: Call): Call {
  if (call.dialect !== 'gemini') return call;
  const messages = call.messages.map((message) =>
    message.role === 'assistant' ? { ...message, parts: joinParts(message.parts) } : message,
  );
  return { ...call, messages };
}

function joinParts(parts: readonly AssistantPart[]): AssistantPart[] {
  const joined: AssistantPart[] = [];
  for (const part of parts) {
    const last = joined.at(-1);
    if (isPieceOfText(part)) {
      if (last && isPieceOfText(last)) joined[joined.length - 1] = { ...last, text: last.text + part.text };
      else if (part.text !== '') joined.push(part);
    } else if (isPieceOfThought(part) && last && isPieceOfThought(last)) {
      joined[joined.length - 1] = { ...last, text: (last.text ?? '') + (part.text ?? '') };
    } else {
      joined.push(part);
    }
  }
  return joined;
}

function isPieceOfText(part: AssistantPart): part is TextPart {
  return part.type === 'text' && part.citations === undefined && part.cacheControl === undefined;
}

function isPieceOfThought(part: AssistantPart): part is ReasoningPart {
  return part.type === 'reasoning' && part.state === undefined && part.paragraphs === undefined;
}

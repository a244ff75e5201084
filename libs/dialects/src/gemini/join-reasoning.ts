import { type AssistantPart, type ReasoningPart } from '../call';

/**
 * Gives a foreign state back the text that it closes. A streamed thought comes back in as many parts as it was sent in, and its state in
 * the last, which has no text.
 */
export function joinReasoning(parts: readonly AssistantPart[]): AssistantPart[] {
  const joined: AssistantPart[] = [];
  for (const part of parts) {
    if (!closesThought(part)) {
      joined.push(part);
      continue;
    }
    let begin = joined.length;
    while (isOpenThought(joined[begin - 1])) begin--;
    const thoughts = joined
      .splice(begin)
      .flatMap((thought) => (thought.type === 'reasoning' ? (thought.text ?? '') : []));
    joined.push(thoughts.length > 0 ? { ...part, text: thoughts.join('') } : part);
  }
  return joined;
}

function closesThought(part: AssistantPart): part is ReasoningPart {
  return part.type === 'reasoning' && !part.text && part.state !== undefined && part.state.dialect !== 'gemini';
}

function isOpenThought(part: AssistantPart | undefined): boolean {
  return part?.type === 'reasoning' && part.state === undefined;
}

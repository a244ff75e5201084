import { type AssistantPart, type ReasoningPart } from '../call';

/**
 * Gives a foreign state back the text that it closes. A streamed thought comes back in as many parts as it was sent in, and its state in
 * the last, which has no text; of a whole reply each part was a paragraph, the last with the state.
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
    if (thoughts.length === 0) joined.push(part);
    else if (!part.text) joined.push({ ...part, text: thoughts.join('') });
    else joined.push({ ...part, text: [...thoughts, part.text].join('\n\n'), paragraphs: [...thoughts, part.text] });
  }
  return joined;
}

function closesThought(part: AssistantPart): part is ReasoningPart {
  return part.type === 'reasoning' && part.state !== undefined && part.state.dialect !== 'gemini';
}

function isOpenThought(part: AssistantPart | undefined): boolean {
  return part?.type === 'reasoning' && part.state === undefined;
}

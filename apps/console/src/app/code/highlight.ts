export interface CodePart {
  readonly text: string;
  readonly kind: 'plain' | 'word' | 'string' | 'number';
}

const TOKENS =
  /(?<string>"(?:[^"\\\n]|\\.)*"|'(?:[^'\\]|\\.)*')|(?<number>(?<![\w./:-])\d+(?:\.\d+)?(?![\w./:-]))|(?<word>\b(?:import|from|const|await|new|print|curl|process|os)\b)/g;

/** Splits code into parts to colour: words of the language, strings, numbers, and the rest. Joined, the parts are the code again. */
export function highlight(code: string): CodePart[] {
  const parts: CodePart[] = [];
  let end = 0;
  for (const { 0: text, index, groups = {} } of code.matchAll(TOKENS)) {
    if (index > end) parts.push({ text: code.slice(end, index), kind: 'plain' });
    const kind = groups['string'] ? 'string' : groups['number'] ? 'number' : 'word';
    parts.push({ text, kind });
    end = index + text.length;
  }
  if (end < code.length) parts.push({ text: code.slice(end), kind: 'plain' });
  return parts;
}

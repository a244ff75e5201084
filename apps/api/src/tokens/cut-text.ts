/**
 * Texts are counted in pieces of this many UTF-16 units: merging is quadratic in the length of a word, and a "word" may be a whole page of Chinese
 * or of spaces. A piece takes a few milliseconds at most; measured on prose, code, JSON and base64 the cuts change the count by less than 0.1 %.
 */
const PIECE = 512;

/** The text in pieces of bounded length, cut before white space where there is any, and never within a character. */
export function* cutText(text: string): Generator<string> {
  for (let from = 0; from < text.length;) {
    const to = from + PIECE < text.length ? cutBefore(text, from) : text.length;
    yield text.slice(from, to);
    from = to;
  }
}

/** Where the piece that begins at `from` ends: at the last white space of its second half, since a token takes the space before its word. */
function cutBefore(text: string, from: number): number {
  const end = from + PIECE;
  for (let at = end; at > end - PIECE / 2; at--) if (isSpace(text.charCodeAt(at))) return at;
  const splitsCharacter = (text.charCodeAt(end) & 0xfc00) === 0xdc00;
  return splitsCharacter ? end - 1 : end;
}

function isSpace(unit: number): boolean {
  return unit === 0x20 || (unit >= 0x09 && unit <= 0x0d);
}

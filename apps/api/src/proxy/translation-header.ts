import { type Receipt } from '@nuvra/dialects';

const OUTCOMES = ['mapped', 'approximated', 'dropped'] as const;
/** Of the list of what was dropped, in characters: proxies commonly take 4 to 8 KB of headers in all. */
const MAX_LIST_LENGTH = 500;

/** A receipt in one line, such as `mapped=2 dropped=1; dropped: top_k`; undefined where it has nothing to say. */
export function translationHeader(receipt: Receipt): string | undefined {
  if (receipt.length === 0) return undefined;
  const counts = OUTCOMES.flatMap((outcome) => {
    const count = receipt.filter((line) => line.outcome === outcome).length;
    return count > 0 ? `${outcome}=${count}` : [];
  });
  const dropped = receipt.filter(({ outcome }) => outcome === 'dropped').map(({ path }) => headerSafe(path));
  return dropped.length > 0 ? `${counts.join(' ')}; dropped: ${bounded(dropped)}` : counts.join(' ');
}

/** A client's field may be named anything: what a header cannot hold (RFC 9110, 5.5) is escaped as in JSON. */
function headerSafe(path: string): string {
  return path.replace(/[^\x20-\x7e]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`);
}

function bounded(paths: readonly string[]): string {
  let list = '';
  for (const [index, path] of paths.entries()) {
    const longer = index === 0 ? path : `${list}, ${path}`;
    if (longer.length > MAX_LIST_LENGTH) return `${list || path.slice(0, MAX_LIST_LENGTH)}, and more`;
    list = longer;
  }
  return list;
}

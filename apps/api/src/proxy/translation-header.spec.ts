import { type ReceiptLine } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import { translationHeader } from './translation-header';

const line = (outcome: ReceiptLine['outcome'], path: string): ReceiptLine => ({ path, outcome, why: 'Because.' });
const dropped = (...paths: string[]) => paths.map((path) => line('dropped', path));

describe('a receipt in one line', () => {
  it.each<[what: string, lines: ReceiptLine[], header: string | undefined]>([
    ['is absent where there is nothing to say', [], undefined],
    ['counts', [line('mapped', 'a'), line('approximated', 'b'), line('mapped', 'c')], 'mapped=2 approximated=1'],
    ['names what was dropped', dropped('top_k', 'tools[0]'), 'dropped=2; dropped: top_k, tools[0]'],
    ['takes names that no header can hold', dropped('x["ü\r\n"]'), 'dropped=1; dropped: x["\\u00fc\\u000d\\u000a"]'],
  ])('%s', (_what, lines, header) => {
    expect(translationHeader(lines)).toBe(header);
  });

  it('stays short, however much was dropped and however it is named', () => {
    const many = translationHeader(dropped(...Array.from({ length: 1000 }, (_, index) => `messages[${index}]`)));
    expect(many).toMatch(/^dropped=1000; dropped: messages\[0\], .*, and more$/);
    expect(many!.length).toBeLessThan(600);
    const long = translationHeader(dropped('x'.repeat(10_000), 'y'));
    expect(long).toMatch(/^dropped=2; dropped: x{500}, and more$/);
  });
});

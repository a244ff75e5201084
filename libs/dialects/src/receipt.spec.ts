import { expect, it } from 'vitest';
import { ReceiptBook } from './receipt';

it('lists what became of each thing, in the order in which it was told', () => {
  const book = new ReceiptBook();
  book.dropped('seed', 'No seeds here.');
  book.mapped('max_tokens');
  book.approximated('stop', 'Four at most.');
  expect(book.lines).toEqual([
    { path: 'seed', outcome: 'dropped', why: 'No seeds here.' },
    { path: 'max_tokens', outcome: 'mapped' },
    { path: 'stop', outcome: 'approximated', why: 'Four at most.' },
  ]);
});

it('says once what is told twice, and each of two reasons', () => {
  const book = new ReceiptBook();
  for (let round = 0; round < 3; round++) {
    book.dropped('a', 'One reason.');
    book.dropped('a', 'Another.');
    book.approximated('a', 'One reason.');
    book.mapped('a');
  }
  expect(book.lines.map(({ outcome, why }) => [outcome, why])).toEqual([
    ['dropped', 'One reason.'],
    ['dropped', 'Another.'],
    ['approximated', 'One reason.'],
    ['mapped', undefined],
  ]);
});

it('takes over what was told elsewhere', () => {
  const book = new ReceiptBook();
  book.add({ path: 'a', outcome: 'dropped', why: 'No seeds here.' });
  book.dropped('a', 'No seeds here.');
  expect(book.lines).toEqual([{ path: 'a', outcome: 'dropped', why: 'No seeds here.' }]);
});

it('gives lines that later ones do not change', () => {
  const book = new ReceiptBook();
  book.mapped('a');
  const { lines } = book;
  book.mapped('b');
  expect(lines).toHaveLength(1);
});

it('drops every extra field and every tool of the client’s own dialect, by name', () => {
  const book = new ReceiptBook();
  book.dropForeign({
    extras: [
      { path: 'thinking.display', value: 'full' },
      { path: 'messages[0].status', value: 'completed', isEcho: true },
    ],
    tools: [
      { type: 'function', path: 'tools[0]', name: 'f' },
      { type: 'native', path: 'tools[1]', dialect: 'anthropic-messages', name: 'web_search', value: {} },
    ],
  });
  expect(book.lines.map(({ path, outcome }) => `${outcome} ${path}`)).toEqual([
    'dropped thinking.display',
    'dropped tools[1]',
  ]);
  expect(book.lines[1]!.why).toContain("'web_search'");
});

import { highlight } from './highlight';

describe('highlight', () => {
  it('tells words, strings and numbers apart', () => {
    expect(highlight('const price = "free", count = 42;').filter(({ kind }) => kind !== 'plain')).toEqual([
      { text: 'const', kind: 'word' },
      { text: '"free"', kind: 'string' },
      { text: '42', kind: 'number' },
    ]);
  });

  it.each([
    ['an escaped quote', String.raw`print("a \" b") + 1`],
    ['an open quote', 'const a = "never closed\nconst b = 1'],
    ['JSON in single quotes', `curl -d '{\n  "model": "x"\n}'`],
    ['nothing', ''],
  ])('loses no character of %s', (_what, code) => {
    const parts = highlight(code);
    expect(parts.map(({ text }) => text).join('')).toBe(code);
  });
});

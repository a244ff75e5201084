import { expect, it } from 'vitest';
import { insertCost } from './cost-in-usage';

it.each<[string, string, string | undefined]>([
  ['before the first field', '{"usage":{"a":1}}', '{"usage":{"cost":0.5,"a":1}}'],
  ['between the vendor’s spaces', '{ "usage" : { "a": 1 } }', '{ "usage" : { "cost":0.5,"a": 1 } }'],
  [
    'whatever says its name in a string',
    '{"said":"\\"usage\\"","usage":{"a":1}}',
    '{"said":"\\"usage\\"","usage":{"cost":0.5,"a":1}}',
  ],
  ['not where another object has its name', '{"usage":{"a":1,"deep":{"usage":{"b":2}}}}', undefined],
  ['not where there is none', '{"used":{"a":1}}', undefined],
  ['not in an empty one', '{"usage":{}}', undefined],
  ['not in a list', '{"usage":["a"]}', undefined],
])('a cost stands %s: %s', (_where, text, costed) => {
  expect(insertCost(text, { a: 1 }, 0.5)).toBe(costed);
});

it('a vendor’s own cost stays', () => {
  expect(insertCost('{"usage":{"cost":1}}', { cost: 1 }, 0.5)).toBeUndefined();
});

it('a dialect may have another name for usage', () => {
  const text = '{"usageMetadata":{"a":1}}';
  expect(insertCost(text, { a: 1 }, 0.5)).toBeUndefined();
  expect(insertCost(text, { a: 1 }, 0.5, 'usageMetadata')).toBe('{"usageMetadata":{"cost":0.5,"a":1}}');
});

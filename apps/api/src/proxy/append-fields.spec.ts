import { expect, it } from 'vitest';
import { appendFields } from './append-fields';

it.each([
  ['{"a":1}', '{"a":1,"demo":true}'],
  ['{"a":{"b":{}} }\n', '{"a":{"b":{}} ,"demo":true}'],
  ['{}', '{"demo":true}'],
  ['{ }', '{ "demo":true}'],
])('adds fields to %j', (json, longer) => {
  expect(appendFields(json, { demo: true })).toBe(longer);
  expect(JSON.parse(longer)).toEqual({ ...(JSON.parse(json) as object), demo: true });
});

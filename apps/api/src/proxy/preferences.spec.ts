import { InvalidRequest, type JsonObject } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import { takePreferences } from './preferences';

describe('what a client asks of the gateway', () => {
  it.each<[what: string, body: JsonObject, headers: Record<string, string>, strict: boolean, full: boolean]>([
    ['is nothing by default', {}, {}, false, false],
    ['stands in headers', {}, { 'x-nuvra-strict': 'true', 'x-nuvra-receipt': 'full' }, true, true],
    ['is nothing in other words', {}, { 'x-nuvra-strict': '1', 'x-nuvra-receipt': 'yes' }, false, false],
    ['stands in the body', { nuvra: { strict: true } }, {}, true, false],
    ['can be said twice', { nuvra: { strict: false } }, { 'x-nuvra-strict': 'true' }, true, false],
    ['may hold what we do not know yet', { nuvra: { colour: 'red' } }, {}, false, false],
  ])('%s', (_what, fields, headers, strict, fullReceipt) => {
    const body = { model: 'm', ...fields };
    expect(takePreferences(body, headers)).toEqual({ strict, fullReceipt });
    expect(body).toEqual({ model: 'm' });
  });

  it.each([
    ['nuvra', { nuvra: true }],
    ['nuvra', { nuvra: null }],
    ['nuvra.strict', { nuvra: { strict: 'yes' } }],
  ])('is an error of the client where it makes no sense: %s', (param, body) => {
    expect(() => takePreferences(body, {})).toThrow(expect.objectContaining({ param }) as InvalidRequest);
  });
});

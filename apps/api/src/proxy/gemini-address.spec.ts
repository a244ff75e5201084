import { InvalidRequest } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import { geminiAddress } from './gemini-address';

describe('a path of Gemini’s says', () => {
  it.each([
    ['/v1beta/models/gemini-3.5-flash:generateContent', 'gemini-3.5-flash', false, 'json-array'],
    ['/v1beta/models/google/gemini-3.5-flash:generateContent?key=a', 'google/gemini-3.5-flash', false, 'json-array'],
    ['/v1beta/models/google%2Fgemini-3.5-flash:streamGenerateContent', 'google/gemini-3.5-flash', true, 'json-array'],
    ['/v1beta/models/x:streamGenerateContent?key=a&alt=sse', 'x', true, 'sse'],
    ['/V1BETA/models/a:b:streamgeneratecontent/?alt=json', 'a:b', true, 'json-array'],
    ['//v1beta/models/models/x:generateContent', 'models/x', false, 'json-array'],
  ])('%s', (url, model, stream, framing) => {
    expect(geminiAddress(url)).toEqual({ model, stream, framing });
  });

  it('nothing where it is not validly escaped', () => {
    expect(() => geminiAddress('/v1beta/models/%zz:generateContent')).toThrow(InvalidRequest);
  });
});

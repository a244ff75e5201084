import { describe, expect, it } from 'vitest';
import { type DialectId, type ReasoningState } from './call';
import { carriesSealedState, openState, sealState } from './reasoning-state';
import { seededRandom } from './testing/split-stream';

const DIALECTS: DialectId[] = ['openai-chat', 'openai-responses', 'anthropic-messages', 'gemini'];
const KINDS: ReasoningState['kind'][] = ['signature', 'redacted', 'encrypted', 'reference'];
const STATE: ReasoningState = { dialect: 'gemini', kind: 'signature', data: 'ts' };

describe('a sealed state', () => {
  it.each(DIALECTS.flatMap((dialect) => KINDS.map((kind) => ({ dialect, kind, data: 'x' }))))(
    'opens as it was: %j',
    (state) => {
      expect(openState(sealState(state))).toEqual({ state });
      expect(openState(sealState({ ...state, id: 'rs_1' }, 'call_1'))).toEqual({
        state: { ...state, id: 'rs_1' },
        callId: 'call_1',
      });
    },
  );

  it('opens byte for byte, whatever its data', () => {
    const random = seededRandom(1);
    for (let round = 0; round < 1000; round++) {
      const data = String.fromCharCode(...Array.from({ length: 40 }, () => Math.floor(random() * 0xd800)));
      const sealed = sealState({ ...STATE, data, id: data }, data);
      expect(openState(sealed)).toEqual({ state: { ...STATE, data, id: data }, callId: data });
    }
  });

  it('is base64 throughout, as SDKs expect that decode the field', () => {
    for (const data of ['', 'a', 'ab', 'abc', 'č ☕']) {
      const sealed = sealState({ ...STATE, data });
      expect(sealed).toMatch(/^[A-Za-z0-9+/]+={0,2}$/);
      expect(Buffer.from(sealed, 'base64').toString('base64')).toBe(sealed);
    }
  });
});

describe('what is no sealed state', () => {
  const seal = (fields: unknown): string => Buffer.from(JSON.stringify(fields)).toString('base64');

  it.each<[string, string]>([
    ['nothing', ''],
    ['a vendor’s signature', 'EqQBCgIYAhIM1gbcDa9GJwZA2b3h'],
    ['half a seal', sealState(STATE).slice(0, 20)],
    ['another version', seal(['nuvra2', 'gemini', 'signature', 'ts', null, null])],
    ['an unknown dialect', seal(['nuvra1', 'cohere', 'signature', 'ts', null, null])],
    ['an unknown kind', seal(['nuvra1', 'gemini', 'stamp', 'ts', null, null])],
    ['data that is no text', seal(['nuvra1', 'gemini', 'signature', 7, null, null])],
    ['too few fields', seal(['nuvra1', 'gemini', 'signature', 'ts'])],
    ['the seal’s text unencoded', '["nuvra1","gemini","signature","ts",null,null]'],
  ])('does not open: %s', (_name, text) => {
    expect(openState(text)).toBeUndefined();
  });

  it('never throws, however it is broken', () => {
    const random = seededRandom(2);
    const sealed = sealState({ ...STATE, id: 'rs_1' }, 'call_1');
    for (let round = 0; round < 2000; round++) {
      const at = Math.floor(random() * sealed.length);
      const broken = sealed.slice(0, at) + String.fromCharCode(32 + Math.floor(random() * 95)) + sealed.slice(at + 1);
      expect(() => openState(broken)).not.toThrow();
    }
  });
});

it('is found in a body without parsing it', () => {
  const sealed = sealState({ dialect: 'gemini', kind: 'signature', data: 'AAA=' });
  expect(carriesSealedState(Buffer.from(JSON.stringify({ signature: sealed })))).toBe(true);
  expect(carriesSealedState(Buffer.from(JSON.stringify({ signature: 'AAA=' })))).toBe(false);
});

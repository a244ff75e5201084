import { type DialectId } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import { passedHeaders } from './client-headers';

const SENT = {
  'anthropic-beta': 'interleaved-thinking-2025-05-14',
  'anthropic-version': '2023-06-01',
  'anthropic-user-profile-id': 'x',
  'anthropic-workspace-id': 'x',
  'openai-beta': 'responses=experimental',
  'openai-organization': 'x',
  'openai-project': 'x',
  'x-goog-user-project': 'x',
  authorization: 'x',
  'x-api-key': 'x',
  'x-goog-api-key': 'x',
  cookie: 'x',
};

describe('of a client’s headers go on', () => {
  it.each<[dialect: DialectId, names: string[]]>([
    ['openai-chat', ['openai-beta']],
    ['openai-responses', ['openai-beta']],
    ['anthropic-messages', ['anthropic-beta', 'anthropic-version']],
    ['gemini', []],
  ])('%s: %j', (dialect, names) => {
    expect(passedHeaders(dialect, SENT)).toEqual(
      Object.fromEntries(Object.entries(SENT).filter(([name]) => names.includes(name))),
    );
    expect(passedHeaders(dialect, {})).toEqual({});
  });
});

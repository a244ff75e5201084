import { type DialectId } from '@nuvra/dialects';
import { type IncomingHttpHeaders } from 'node:http';

/**
 * The headers of a client that go on to a vendor of its own dialect: they choose versions and features of the format. Nothing else does, least of
 * all headers that choose an account, an organization or a project of the vendor's.
 */
const PASSED: Readonly<Record<DialectId, readonly string[]>> = {
  'openai-chat': ['openai-beta'],
  'openai-responses': ['openai-beta'],
  'anthropic-messages': ['anthropic-beta', 'anthropic-version'],
  gemini: [],
};

export function passedHeaders(dialect: DialectId, headers: IncomingHttpHeaders): Record<string, string> {
  const passed: Record<string, string> = {};
  for (const name of PASSED[dialect]) {
    const value = headers[name];
    if (typeof value === 'string') passed[name] = value;
  }
  return passed;
}

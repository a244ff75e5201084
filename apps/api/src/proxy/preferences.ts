import { InvalidRequest, type JsonObject } from '@nuvra/dialects';
import { type IncomingHttpHeaders } from 'node:http';

/** What a client asks of the gateway itself. */
export interface Preferences {
  /** Rather refuse the request than send it with something lost. */
  readonly strict: boolean;
  /** The whole receipt in a JSON reply. */
  readonly fullReceipt: boolean;
}

/**
 * Reads the preferences, from the headers `x-nuvra-strict: true` and `x-nuvra-receipt: full`, and from the field `nuvra: { strict: true }`,
 * which is taken out of the body: no vendor knows it.
 * @throws {InvalidRequest} naming the field, where that is something else
 */
export function takePreferences(body: JsonObject, headers: IncomingHttpHeaders): Preferences {
  return {
    strict: takeField(body) || headers['x-nuvra-strict'] === 'true',
    fullReceipt: headers['x-nuvra-receipt'] === 'full',
  };
}

function takeField(body: JsonObject): boolean {
  const { nuvra } = body;
  if (nuvra === undefined) return false;
  delete body['nuvra'];
  if (typeof nuvra !== 'object' || nuvra === null) throw wrong('nuvra', 'an object such as {"strict": true}');
  const { strict = false } = nuvra as { strict?: unknown };
  if (typeof strict !== 'boolean') throw wrong('nuvra.strict', 'a boolean');
  return strict;
}

function wrong(field: string, wanted: string): InvalidRequest {
  return new InvalidRequest(`'${field}' must be ${wanted}.`, field, 'invalid_type');
}

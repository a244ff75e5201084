import { type Extra, type JsonObject } from '../call';
import { type ReplyContext } from '../dialect';
import { type ReplyEvent } from '../events';
import { restoreExtras } from '../json-path';
import { writeUsage } from './usage';

export type UsageEvent = ReplyEvent & { readonly type: 'usage' };

/** Puts into a reply, or into the last chunk of one, what is told of it as a whole: usage and cost, the tier, and extra fields. */
export function writeAbout(
  body: JsonObject,
  told: UsageEvent | undefined,
  extras: readonly Extra[],
  context: Pick<ReplyContext, 'usdCostOf'>,
): void {
  if (told === undefined) return restoreExtras(body, extras);
  const { type: _type, usage, ...served } = told;
  const written = writeUsage(usage, served);
  body['usage'] = written;
  if (served.serviceTier !== undefined) body['service_tier'] = served.serviceTier;
  restoreExtras(body, extras);
  const cost = context.usdCostOf(usage, served);
  // Last, for a vendor may tell a cost of its own.
  if (cost !== undefined) written['cost'] = cost;
}

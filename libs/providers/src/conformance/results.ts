import { type DialectId } from '@nuvra/dialects';

/**
 * What became of a feature: `carried` as it is, `approximated` or `dropped` with a line on the receipt, `unknown` to the dialect, or
 * `broken`, which fails the suite.
 */
export type Outcome = 'carried' | 'approximated' | 'dropped' | 'unknown' | 'broken';

/** One cell of the table that `docs/conformance.md` shows. */
export interface Result {
  readonly provider: string;
  /** The dialect in which the provider is spoken to. */
  readonly api: DialectId;
  /** The dialect of the client that asks; absent for replies, which are read the same for all. */
  readonly client?: DialectId;
  readonly feature: string;
  readonly outcome: Outcome;
}

/**
 * An answer of a vendor's own SDK, streamed or not, brought to one shape: the promises of demo mode are the same on every wire
 * format.
 */
export interface Reply {
  readonly text: string;
  readonly tool?: { readonly name: string; readonly args: unknown };
  readonly finish: unknown;
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** How many parts a stream came in; 1 where it was not one. */
  readonly parts: number;
}

/** What to ask, free of any wire format. */
export interface Request {
  readonly question?: string;
  readonly tools?: boolean;
  readonly choice?: 'none' | 'forced';
  /** The tool has answered this. */
  readonly toolResult?: string;
  readonly output?: 'schema' | 'object';
  readonly image?: boolean;
  readonly maxTokens?: number;
}

/** A vendor's own SDK, asked and read in those words. */
export interface Client {
  readonly ask: (request: Request) => Promise<Reply>;
  readonly stream: (request: Request) => Promise<Reply>;
  readonly finish: { readonly stop: string; readonly tool: string; readonly length: string };
  readonly keyName: string;
}

/** The schema of every tool and every structured answer in these tests. */
export const SCHEMA = {
  type: 'object',
  properties: { city: { type: 'string' }, days: { type: 'integer', minimum: 3 }, unit: { enum: ['C', 'F'] } },
  required: ['city', 'days', 'unit'],
  additionalProperties: false,
};
/** What the demo writes for SCHEMA. */
export const EXAMPLE = { city: 'demo city', days: 3, unit: 'C' };
/** A PNG of one pixel, in base64. */
export const PIXEL = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==';

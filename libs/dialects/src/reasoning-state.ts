import { type DialectId, type ReasoningState } from './call';

/*
 * A proof of reasoning must return, byte for byte, to the vendor that issued it, through a client of another dialect. Every dialect
 * has a field for an opaque proof of its own (`signature`, `data`, `encrypted_content`, `thoughtSignature`), and clients return
 * what stands in it: there a foreign proof travels sealed. The seal is base64 throughout, which is what SDKs that decode such fields expect.
 */

/** What a sealed state was, and the tool call it rode on where the client's dialect has no place on the call itself. */
export interface OpenedState {
  readonly state: ReasoningState;
  readonly callId?: string;
}

// The first nine bytes of the sealed text, which make twelve characters of base64 whatever follows.
const MARK = '["nuvra1"';
const SEALED_MARK = Buffer.from(MARK).toString('base64');

const DIALECTS: readonly string[] = [
  'openai-chat',
  'openai-responses',
  'anthropic-messages',
  'gemini',
] satisfies DialectId[];
const KINDS: readonly string[] = ['signature', 'redacted', 'encrypted', 'reference'] satisfies ReasoningState['kind'][];

/** The state as a text that a client of another dialect carries. */
export function sealState({ dialect, kind, data, id }: ReasoningState, callId?: string): string {
  return Buffer.from(JSON.stringify(['nuvra1', dialect, kind, data, id ?? null, callId ?? null])).toString('base64');
}

/** Whether a body holds a sealed state; a text that only looks like one may be taken for it. */
export function carriesSealedState(body: Buffer): boolean {
  return body.includes(SEALED_MARK);
}

/** The state in a text that `sealState` made; undefined for any other text, which is then a proof of the client's own dialect. */
export function openState(sealed: string): OpenedState | undefined {
  if (!sealed.startsWith(SEALED_MARK)) return undefined;
  let fields: unknown;
  try {
    fields = JSON.parse(Buffer.from(sealed, 'base64').toString('utf8'));
  } catch {
    return undefined;
  }
  if (!Array.isArray(fields) || fields.length !== 6) return undefined;
  const [, dialect, kind, data, id, callId] = fields as unknown[];
  if (typeof data !== 'string' || !DIALECTS.includes(dialect as string) || !KINDS.includes(kind as string))
    return undefined;
  return {
    state: {
      dialect: dialect as DialectId,
      kind: kind as ReasoningState['kind'],
      data,
      ...(typeof id === 'string' && { id }),
    },
    ...(typeof callId === 'string' && { callId }),
  };
}

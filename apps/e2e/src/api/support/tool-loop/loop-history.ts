import { FOLLOW_UP, question, TOOLS, TURNS } from './loop-script';
import { asForeign, differenceBetween, type Item, type VerifyingVendor } from './verifying-vendor';

/** Who said a turn, and whether with its thoughts in words. */
export interface Speaker {
  readonly vendor: VerifyingVendor;
  readonly inWords: boolean;
}

/** Why the vendor refuses the request, if it does: in our words, and in its own. */
export function whatIsWrong(
  vendor: VerifyingVendor,
  body: object,
  loop: string,
  speakers: readonly Speaker[],
): { readonly complaint: string; readonly reply: object } | undefined {
  const complaint = plainFault(vendor, body, loop, speakers);
  if (complaint !== undefined) return { complaint, reply: { error: { message: complaint } } };
  const difference = differenceBetween(historyFor(vendor, loop, speakers), vendor.historyIn(body), vendor.needless);
  if (!difference) return undefined;
  const { expected, found } = difference;
  return {
    complaint: `Turn ${speakers.length + 1}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`,
    reply: vendor.refusal(difference),
  };
}

/** What is wrong with a request besides its history, or with a history that another vendor had a part in. */
function plainFault(
  vendor: VerifyingVendor,
  body: object,
  loop: string,
  speakers: readonly Speaker[],
): string | undefined {
  if (speakers.length >= TURNS.length) return 'Everything was said';
  const tools = vendor.toolsIn(body).join();
  if (tools !== TOOLS.map(({ name }) => name).join()) return `The tools are ${tools}`;
  try {
    vendor.historyIn(body);
  } catch (error) {
    return `The history cannot be read: ${String(error)}`;
  }
  const foreign = speakers.filter((speaker) => speaker.vendor !== vendor);
  if (foreign.length > 0) return foreignFault(vendor, body, loop, speakers);
  const unasked = vendor.unasked(body);
  return unasked && `Not asked for: ${unasked}`;
}

/** The mark with which a proof begins that the gateway has sealed for a client of another dialect. */
const SEALED = Buffer.from('["nuvra1"').toString('base64');

/** One vendor's proof is none of another's business, sealed or not. */
function foreignFault(
  vendor: VerifyingVendor,
  body: object,
  loop: string,
  speakers: readonly Speaker[],
): string | undefined {
  const text = JSON.stringify(body);
  if (text.includes(SEALED)) return 'A sealed proof was sent';
  const proofs = speakers.flatMap((speaker, turn) =>
    vendor.namesIssuers || speaker.vendor === vendor
      ? []
      : proofsIn(speaker.vendor.issue(loop, turn, speaker.inWords).items),
  );
  const sent = proofs.find((proof) => text.includes(proof));
  return sent === undefined ? vendor.refusesForeign?.(body) : `Another vendor’s proof was sent: ${sent}`;
}

/** The opaque texts among proofs. DeepSeek's are the thoughts themselves, which may be told to others. */
function proofsIn(items: readonly Item[]): string[] {
  const proofs = items.filter(({ kind }) => kind === 'proof').map(({ value }) => JSON.stringify(value));
  return proofs.flatMap((proof) => proof.match(/[\w+/]{100,}/g) ?? []);
}

/** Everything that was said so far, by either side, as the vendor must find it. */
function historyFor(vendor: VerifyingVendor, loop: string, speakers: readonly Speaker[]): Item[] {
  const asked = (value: string): Item => ({ kind: 'question', value });
  const said = speakers.flatMap((speaker, turn) => {
    const { items, results } = speaker.vendor.issue(loop, turn, speaker.inWords);
    const all = TURNS[turn]!.calls.length > 0 ? [...items, ...results] : [...items, asked(FOLLOW_UP)];
    return speaker.vendor === vendor ? all : asForeign(all);
  });
  return [asked(question(loop)), ...said];
}

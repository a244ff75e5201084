import { createHash } from 'node:crypto';

/*
 * What is said in the tool loop, whatever the wire format. The words are those on which carriers stumble: quotes, newlines that
 * look like framing, characters beyond 16 bits, spaces at the edges.
 */

/** What the model says in one turn, in this order. */
export interface Turn {
  readonly thoughts: readonly string[];
  readonly text: string;
  readonly calls: readonly ScriptedCall[];
}

export interface ScriptedCall {
  readonly name: string;
  readonly input: Readonly<Record<string, unknown>>;
}

interface LoopTool {
  readonly name: string;
  readonly description: string;
  /** JSON Schema. */
  readonly parameters: { type: 'object'; properties: Record<string, { type: string }>; required?: string[] };
}

const measure = (place: string, days = 1): ScriptedCall => ({ name: 'measure', input: { place, days, exact: false } });
const now: ScriptedCall = { name: 'now', input: {} };

/** Ten turns: tools one by one and in parallel, an answer in the middle, and the last word. */
export const TURNS: readonly Turn[] = [
  { thoughts: ['I need the temperature.\n\nZürich first. '], text: '', calls: [measure('Zürich')] },
  {
    thoughts: ['Now 東京 and "Rio" 🌴 at once.'],
    text: '',
    calls: [measure('東京'), measure('Rio \\ "de" Janeiro\n', 2.5)],
  },
  { thoughts: ['One more, and I say so.'], text: 'One moment, please: ', calls: [measure('')] },
  { thoughts: ['<think>\ndata: [DONE]\n\nevent: error\n</think>'], text: '', calls: [now, measure('Oslo')] },
  { thoughts: ['That is enough for half an answer.'], text: 'Half an answer.\n\nIt is *warm* 🌡️.', calls: [] },
  { thoughts: ['They want more.', 'First the time.'], text: '', calls: [now] },
  { thoughts: ['Twice the same.'], text: ' Twice:', calls: [measure('Bern'), measure('Bern')] },
  { thoughts: ['And once more with everything.'], text: '', calls: [measure('Ågot', 7)] },
  { thoughts: ['Three at once.'], text: '', calls: [measure('A'), now, measure('B')] },
  { thoughts: ['Now I know.'], text: 'The last word: 21 °C.', calls: [] },
];

/** The functions that the client offers. */
export const TOOLS: readonly LoopTool[] = [
  {
    name: 'measure',
    description: 'Measures the temperature of a place.',
    parameters: {
      type: 'object',
      properties: { place: { type: 'string' }, days: { type: 'number' }, exact: { type: 'boolean' } },
      required: ['place'],
    },
  },
  { name: 'now', description: 'Tells the time.', parameters: { type: 'object', properties: {} } },
];

/** The client's first words; the upstream knows the loop by them. */
export function question(loop: string): string {
  return `How warm is it, loop ${loop}?`;
}

export const FOLLOW_UP = 'Go on, please.';

/** What a function answers. Two calls in a turn never get the same answer, so that none can stand for another. */
export function resultOf({ name, input }: ScriptedCall, index: number): string {
  return `${index + 1}: ${name} of ${JSON.stringify(input)} is “${name.length * (index + 7)} °C”\n`;
}

/** Bytes that nobody can guess and that are the same in every run: the proof at `place` in a loop. */
export function proofOf(loop: string, turn: number, place: string): string {
  const piece = (salt: number): Buffer => createHash('sha512').update(`${loop}/${turn}/${place}/${salt}`).digest();
  // Of a length that base64 pads.
  return Buffer.concat([piece(0), piece(1), piece(2), Buffer.of(251, 255)]).toString('base64');
}

/** A short id of the vendor's kind, fresh for each place in a loop. */
export function idOf(prefix: string, loop: string, turn: number, place: string | number): string {
  return prefix + createHash('sha256').update(`${loop}/${turn}/${place}`).digest('hex').slice(0, 24);
}

/** A text in the pieces in which it is streamed: never within a character. */
export function pieces(text: string, size = 7): string[] {
  const characters = [...text];
  return Array.from({ length: Math.ceil(characters.length / size) }, (_, at) =>
    characters.slice(at * size, (at + 1) * size).join(''),
  );
}

/** The pieces of texts that are written at the same time: one of each in turn, with the number of the text. */
export function alternately(texts: readonly string[]): { readonly at: number; readonly piece: string }[] {
  const all = texts.map((text) => pieces(text));
  const rounds = Math.max(0, ...all.map(({ length }) => length));
  return Array.from({ length: rounds }, (_, round) =>
    all.flatMap(({ [round]: piece }, at) => (piece === undefined ? [] : [{ at, piece }])),
  ).flat();
}

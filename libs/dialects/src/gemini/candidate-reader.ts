import { type Candidate, type FunctionCall, type Part } from '@google/genai';
import { type Citation, type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asList, asObject, asText } from '../json';
import { finishReasonOf } from './finish-reason';
import { nativeText } from './native-text';
import { readCitations } from './read-citations';
import { objectsOf } from './read-json';
import { readLogprobs } from './read-logprobs';
import { type ReplyExtras } from './reply-extras';
import { type Unchecked } from './wire';

export type FinishEvent = Extract<ReplyEvent, { type: 'finish' }>;

/** Reads one candidate, which a stream gives piece by piece. */
export class CandidateReader {
  /** What the vendor searched for, as told last. */
  searches: readonly string[] = [];
  private toolCalls = 0;
  private vendorReason: string | undefined;
  private isBlocked = false;
  /** All that was said as text: citations count in it. */
  private text = '';
  /** Citations told already: a stream may repeat them. */
  private readonly cited = new Set<string>();

  constructor(
    private readonly index: number,
    private readonly isWhole: boolean,
    private readonly extras: ReplyExtras,
    private readonly nextCallId: () => string,
  ) {}

  /** Whether the vendor said why it ended. */
  get ended(): boolean {
    return this.vendorReason !== undefined;
  }

  /** The prompt was blocked: nothing is answered. */
  block(reason: string): void {
    if (this.ended) return;
    this.vendorReason = reason;
    this.isBlocked = true;
  }

  read(candidate: Unchecked<Candidate>): ReplyEvent[] {
    const parts: Unchecked<Part>[] = objectsOf(asObject(candidate.content)?.parts);
    const texts = parts.map((part) => (typeof part.text === 'string' && part.thought !== true ? part.text : ''));
    this.text += texts.join('');
    this.vendorReason = asText(candidate.finishReason) ?? this.vendorReason;
    this.readGrounding(candidate);
    const citations = this.newCitations(candidate);
    const events = this.isWhole ? this.readWhole(parts, citations) : parts.flatMap((part) => this.readPart(part));
    if (!this.isWhole) events.push(...citations.map((citation) => this.citationEvent(citation, 0)));
    const tokens = readLogprobs(candidate.logprobsResult);
    if (tokens.length > 0) events.push({ type: 'logprobs', choice: this.index, tokens });
    this.extras.keepCandidate(this.index, candidate, this.isWhole);
    return events;
  }

  finish(): FinishEvent {
    const { index, vendorReason } = this;
    return {
      type: 'finish',
      choice: index,
      reason: this.isBlocked ? 'content-filter' : finishReasonOf(vendorReason, this.toolCalls > 0),
      ...(vendorReason !== undefined && { vendorReason }),
    };
  }

  /** Each part by itself: two of one kind in a row are told apart, and each text is followed by what it cites. */
  private readWhole(parts: readonly Unchecked<Part>[], citations: readonly Citation[]): ReplyEvent[] {
    const events: ReplyEvent[] = [];
    let before: string | undefined;
    let written = 0;
    let start = 0;
    const lastText = parts.findLastIndex((part) => kindOf(part) === 'text-end');
    parts.forEach((part, at) => {
      const kind = kindOf(part);
      if (kind !== undefined && kind === before) events.push({ type: kind, choice: this.index });
      before = kind;
      const read = this.readPart(part);
      events.push(...read);
      if (read.length > 0) this.extras.keepPart(this.index, written++, part, read.at(-1));
      if (kind !== 'text-end') return;
      const end = start + String(part.text).length;
      for (const citation of citations) {
        const { startIndex = at === lastText ? start : Infinity } = citation;
        if (startIndex >= start && startIndex < Math.max(end, start + 1))
          events.push(this.citationEvent(citation, start, end));
      }
      start = end;
    });
    return events;
  }

  /** The citation with its indexes counted from the beginning of its own text. */
  private citationEvent({ startIndex, endIndex, ...citation }: Citation, start: number, end = Infinity): ReplyEvent {
    const where = startIndex !== undefined &&
      endIndex !== undefined && { startIndex: startIndex - start, endIndex: Math.min(endIndex, end) - start };
    return { type: 'citation', choice: this.index, citation: { ...citation, ...where } };
  }

  private newCitations(candidate: Unchecked<Candidate>): Citation[] {
    const citations = readCitations(candidate, this.text);
    return citations.filter(({ url, title, startIndex, endIndex }) => {
      const key = JSON.stringify([url, title, startIndex, endIndex]);
      if (this.cited.has(key)) return false;
      this.cited.add(key);
      return true;
    });
  }

  private readGrounding({ groundingMetadata }: Unchecked<Candidate>): void {
    const queries = asList(asObject(groundingMetadata)?.['webSearchQueries']);
    if (queries.length > 0) this.searches = queries.filter((query) => typeof query === 'string');
  }

  /** What has no word in the vocabulary is told as it is: the work of server-side tools, files, thoughts in pictures. */
  private readPart(part: Unchecked<Part>): ReplyEvent[] {
    const choice = this.index;
    const data = asText(part.thoughtSignature);
    const state = data === undefined ? undefined : ({ dialect: 'gemini', kind: 'signature', data } as const);
    // The state goes before the part it signs, so that whoever sends both back can join them again.
    const signature: ReplyEvent[] = state ? [{ type: 'reasoning-state', choice, state }] : [];
    const call = asObject(part.functionCall);
    if (call) return this.readToolCall(call, state);
    if (typeof part.text === 'string') {
      if (part.text === '') return signature;
      return [
        ...signature,
        { type: part.thought === true ? 'reasoning-delta' : 'text-delta', choice, text: part.text },
      ];
    }
    const media = part.thought === true ? undefined : this.readMedia(part.inlineData);
    if (media) return [...signature, media];
    const value: JsonObject = { ...part };
    if (Object.keys(value).length === 0) return [];
    const text = nativeText(value);
    return [{ type: 'native', choice, dialect: 'gemini', value, ...(text !== undefined && { text }) }];
  }

  private readMedia(inlineData: unknown): ReplyEvent | undefined {
    const blob = asObject(inlineData);
    const mediaType = asText(blob?.mimeType);
    if (mediaType === undefined || typeof blob?.data !== 'string') return undefined;
    const [kind] = mediaType.split('/');
    const media = kind === 'image' || kind === 'audio' ? kind : 'file';
    return { type: 'media', choice: this.index, media, source: { kind: 'base64', mediaType, data: blob.data } };
  }

  private readToolCall(call: Unchecked<FunctionCall>, state: ToolCallState): ReplyEvent[] {
    const toolCall = { choice: this.index, index: this.toolCalls++ };
    const made = this.nextCallId();
    const id = asText(call.id) ?? made;
    const argumentsText = JSON.stringify(asObject(call.args) ?? {});
    return [
      { type: 'tool-call-start', ...toolCall, id, name: asText(call.name) ?? '', ...(state && { state }) },
      { type: 'tool-call-delta', ...toolCall, argumentsText },
    ];
  }
}

type ToolCallState = Extract<ReplyEvent, { type: 'tool-call-start' }>['state'];

/** What tells a part of text from the next one of its kind; undefined for other parts. */
function kindOf(part: Unchecked<Part>): 'text-end' | 'reasoning-break' | undefined {
  if (typeof part.text !== 'string' || asObject(part.functionCall)) return undefined;
  return part.thought === true ? 'reasoning-break' : 'text-end';
}

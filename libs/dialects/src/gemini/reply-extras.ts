import { type Candidate, type Part } from '@google/genai';
import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asObject } from '../json';
import { pathOfElement, pathOfField } from '../json-path';
import { isKnownReason } from './finish-reason';
import { usageLeftovers } from './usage';
import { type Unchecked } from './wire';

/**
 * Gathers the fields of a reply that only this dialect knows: of each the latest, for a stream repeats them as they grow. They are told once,
 * at the end.
 */
export class ReplyExtras {
  private readonly values = new Map<string, unknown>();

  get events(): ReplyEvent[] {
    return Array.from(this.values, ([path, value]) => ({ type: 'extra', dialect: 'gemini', path, value }));
  }

  keepReply(reply: object): void {
    this.keep('', reply, ['candidates', 'usageMetadata', 'modelVersion', 'responseId']);
  }

  /** Log probabilities of a stream are told piece by piece; a word that only a newer vendor ends with is kept beside what it means here. */
  keepCandidate(index: number, candidate: Unchecked<Candidate>, isWhole: boolean): void {
    const { finishReason } = candidate;
    const isRead = typeof finishReason !== 'string' || isKnownReason(finishReason);
    const read = ['content', 'index', ...(isWhole ? [] : ['logprobsResult']), ...(isRead ? ['finishReason'] : [])];
    this.keep(pathOfElement('candidates', index), candidate, read);
  }

  /** @param event what was read of the part; a native one holds all of it */
  keepPart(index: number, at: number, part: Unchecked<Part>, event: ReplyEvent | undefined): void {
    if (event?.type === 'native') return;
    const path = pathOfElement(`candidates[${index}].content.parts`, at);
    this.keep(path, part, ['text', 'thought', 'thoughtSignature', 'functionCall', 'inlineData']);
    this.keep(`${path}.functionCall`, asObject(part.functionCall) ?? {}, ['id', 'name', 'args']);
    this.keep(`${path}.inlineData`, asObject(part.inlineData) ?? {}, ['mimeType', 'data']);
  }

  keepUsage(metadata: JsonObject): void {
    this.keep('usageMetadata', Object.fromEntries(usageLeftovers(metadata)), []);
  }

  private keep(path: string, object: object, read: readonly string[]): void {
    for (const [field, value] of Object.entries(object)) {
      if (!read.includes(field)) this.values.set(pathOfField(path, field), value);
    }
  }
}

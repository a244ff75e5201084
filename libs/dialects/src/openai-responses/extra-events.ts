import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { pathOfField } from '../json-path';
import { OWN } from './own';

export type Extra = Extract<ReplyEvent, { type: 'extra' }>;

/** What of an object the vocabulary has no words for, each at its path; null and empty lists say nothing. */
export function extrasIn(object: JsonObject, path: string, known: readonly string[]): Extra[] {
  return Object.entries(object).flatMap(([key, value]) => {
    const saysNothing = value === null || value === undefined || (Array.isArray(value) && value.length === 0);
    return known.includes(key) || saysNothing ? [] : extra(pathOfField(path, key), value);
  });
}

export function extra(path: string, value: unknown): Extra {
  return { type: 'extra', dialect: OWN, path, value };
}

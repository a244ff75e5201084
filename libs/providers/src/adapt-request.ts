import { type JsonObject, type Sentence } from '@nuvra/dialects';
import { type Adaptation } from './provider';

/*
 * The steps of which providers' adaptations are made. None changes the body that it is given, and a null counts as an absent field, as
 * in the dialects.
 */

/** One step after the other. */
export function inOrder(...steps: readonly Adaptation[]): Adaptation {
  return (body, book, model) => steps.reduce((adapted, step) => step(adapted, book, model), body);
}

/** The steps for the models whose name, as the provider writes it, looks so. */
export function forModels(name: RegExp, ...steps: readonly Adaptation[]): Adaptation {
  const all = inOrder(...steps);
  return (body, book, model) => (name.test(model) ? all(body, book, model) : body);
}

/** Takes out fields that the provider refuses or does not hear. */
export function withoutFields(names: readonly string[], why: Sentence): Adaptation {
  const unwanted = new Set(names);
  return (body, book) =>
    keep(
      body,
      (name) => !unwanted.has(name),
      (name) => book.dropped(name, why),
    );
}

/** Takes out every field but these, for a provider that refuses what it does not know. */
export function onlyFields(names: readonly string[], why: Sentence): Adaptation {
  const known = new Set(names);
  return (body, book) =>
    keep(
      body,
      (name) => known.has(name),
      (name) => book.dropped(name, why),
    );
}

/** Takes out fields with which nothing is lost, so that nobody need be told. */
export function withoutIdleFields(...names: readonly string[]): Adaptation {
  return (body) =>
    keep(
      body,
      (name) => !names.includes(name),
      () => undefined,
    );
}

/** The provider's own name for a field. Where the body has both, the provider's own stands. */
export function renamed(from: string, to: string): Adaptation {
  return (body, book) => {
    if (isAbsent(body[from])) return body;
    const { [from]: value, ...rest } = body;
    if (!isAbsent(rest[to])) book.dropped(from, `The request says ${to} too, which the provider goes by.`);
    else {
      rest[to] = value;
      book.mapped(from);
    }
    return rest;
  };
}

/** What becomes of a field's value: another one under the same or another name, with the reason where it does not mean the same. */
export interface Change {
  readonly fields: JsonObject;
  readonly why?: Sentence;
}

/** Says a field in the provider's way; a `change` of undefined leaves it as it is. */
export function changed(name: string, change: (value: unknown, body: JsonObject) => Change | undefined): Adaptation {
  return (body, book) => {
    // Looked at first: most bodies have no such field, and a copy costs more than the look.
    if (isAbsent(body[name])) return body;
    const { [name]: value, ...rest } = body;
    const made = change(value, body);
    if (made === undefined) return body;
    if (made.why === undefined) book.mapped(name);
    else if (Object.keys(made.fields).length === 0) book.dropped(name, made.why);
    else book.approximated(name, made.why);
    return { ...rest, ...made.fields };
  };
}

/** Brings a number into the range that the provider takes. */
export function clamped(name: string, least: number, most: number): Adaptation {
  return changed(name, (value) => {
    if (typeof value !== 'number' || (value >= least && value <= most)) return undefined;
    const nearest = value < least ? least : most;
    return { fields: { [name]: nearest }, why: `The provider takes ${least} to ${most}: ${nearest}.` };
  });
}

/** One completion a request is all that the provider makes. */
export const singleChoice: Adaptation = changed('n', (choices) =>
  choices === 1 ? undefined : { fields: {}, why: 'The provider makes one completion a request.' },
);

function isAbsent(value: unknown): boolean {
  return value === undefined || value === null;
}

/** The fields whose names are wanted; the body itself where it has no others. Those that said something are told. */
function keep(body: JsonObject, isWanted: (name: string) => boolean, tell: (name: string) => void): JsonObject {
  const unwanted = Object.keys(body).filter((name) => !isWanted(name));
  if (unwanted.length === 0) return body;
  const kept = { ...body };
  for (const name of unwanted) {
    if (!isAbsent(body[name])) tell(name);
    delete kept[name];
  }
  return kept;
}

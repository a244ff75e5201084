import { type DialectId, type Extra, type JsonObject, type NativePart } from './call';
import { InvalidRequest } from './dialect';
import { isObject } from './json';
import { pathOfElement, pathOfField } from './json-path';

/**
 * One JSON object of a request, read field by field. It knows where it stands, so that an error and a receipt name the field
 * in the client's terms, and which fields were asked for, so that the rest can be told. An explicit null is an absent field:
 * that is how generated clients write what was not set.
 */
export class Fields {
  private readonly asked = new Set<string>();

  /** @param extras collects what nobody asked for */
  private constructor(
    private readonly object: JsonObject,
    readonly path: string,
    readonly extras: Extra[],
  ) {}

  /** @throws {InvalidRequest} when `value` is not an object */
  static of(value: unknown, path: string, extras: Extra[]): Fields {
    if (!isObject(value)) throw wrongType(path, 'an object');
    return new Fields(value, path, extras);
  }

  pathOf(key: string): string {
    return pathOfField(this.path, key);
  }

  /** The object as it came. Looking is not asking: what is only looked at stays unknown. */
  get raw(): JsonObject {
    return this.object;
  }

  any(key: string): unknown {
    this.asked.add(key);
    return this.object[key] ?? undefined;
  }

  string(key: string): string | undefined {
    const value = this.any(key);
    if (value !== undefined && typeof value !== 'string') throw wrongType(this.pathOf(key), 'a string');
    return value;
  }

  number(key: string): number | undefined {
    const value = this.any(key);
    if (value !== undefined && typeof value !== 'number') throw wrongType(this.pathOf(key), 'a number');
    return value;
  }

  boolean(key: string): boolean | undefined {
    const value = this.any(key);
    if (value !== undefined && typeof value !== 'boolean') throw wrongType(this.pathOf(key), 'a boolean');
    return value;
  }

  list(key: string): unknown[] | undefined {
    const value = this.any(key);
    if (value !== undefined && !Array.isArray(value)) throw wrongType(this.pathOf(key), 'an array');
    return value;
  }

  fields(key: string): Fields | undefined {
    const value = this.any(key);
    return value === undefined ? undefined : Fields.of(value, this.pathOf(key), this.extras);
  }

  /** The objects of a list, each at its own path. */
  objects(key: string): Fields[] {
    const items = this.list(key) ?? [];
    return items.map((item, index) => Fields.of(item, pathOfElement(this.pathOf(key), index), this.extras));
  }

  /** One of a closed set of words; another word stays unknown, for a vendor may have grown it. */
  word<Word extends string>(key: string, words: readonly Word[]): Word | undefined {
    const value = this.object[key];
    const known = words.find((word) => word === value);
    if (known !== undefined) this.asked.add(key);
    return known;
  }

  required<Value>(key: string, value: Value | undefined): Value {
    if (value === undefined) throw missing(this.pathOf(key));
    return value;
  }

  /** This object as a whole, of a kind that the vocabulary lacks. */
  native(dialect: DialectId, text?: string): NativePart {
    return { type: 'native', path: this.path, dialect, value: this.object, ...(text !== undefined && { text }) };
  }

  /** Keeps a field that says nothing new, whose loss need not be told. */
  echo(key: string): void {
    const value = this.any(key);
    if (value !== undefined) this.extras.push({ path: this.pathOf(key), value, isEcho: true });
  }

  /** Keeps what was not asked for as extras, and passes `read` on. */
  close<Read>(read: Read): Read {
    for (const [key, value] of Object.entries(this.object)) {
      if (!this.asked.has(key) && !saysNothing(value)) this.extras.push({ path: this.pathOf(key), value });
    }
    return read;
  }
}

export function wrongType(path: string, wanted: string): InvalidRequest {
  return new InvalidRequest(`'${path}' must be ${wanted}.`, path, 'invalid_type');
}

export function missing(path: string): InvalidRequest {
  return new InvalidRequest(`'${path}' is missing.`, path, 'missing_required_parameter');
}

/** Replies echoed as they came carry `refusal: null` and `annotations: []`: nothing is lost with them. */
export function saysNothing(value: unknown): boolean {
  return value === undefined || value === null || (Array.isArray(value) && value.length === 0);
}

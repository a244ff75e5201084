/**
 * Reads the fields of foreign JSON and writes down every fault with its path, so that a reader of a file learns all of them at once.
 * A faulty field reads as empty; what was read counts only if `faults` is empty.
 */
export class Fields {
  private readonly object: Readonly<Record<string, unknown>>;
  readonly path: string;
  readonly faults: string[];

  constructor(value: unknown, path: string, faults: string[]) {
    this.path = path;
    this.faults = faults;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      this.object = value as Record<string, unknown>;
    } else {
      this.object = {};
      this.faults.push(`${path || 'the file'}: must be an object`);
    }
  }

  /** The path of a field, e.g. `models[3].endpoints[0].price`. */
  at(key: string): string {
    return this.path === '' ? key : `${this.path}.${key}`;
  }

  fault(key: string, problem: string): void {
    this.faults.push(`${this.at(key)}: ${problem}`);
  }

  has(key: string): boolean {
    return this.object[key] !== undefined;
  }

  keys(): string[] {
    return Object.keys(this.object);
  }

  raw(key: string): unknown {
    return this.object[key];
  }

  text(key: string): string {
    return this.optionalText(key) ?? (this.has(key) ? '' : this.absent(key, 'is missing', ''));
  }

  optionalText(key: string): string | undefined {
    const value = this.object[key];
    if (value === undefined || (typeof value === 'string' && value !== '')) return value;
    return this.absent(key, 'must be a text that is not empty', undefined);
  }

  /** A whole number from 0. */
  optionalCount(key: string): number | undefined {
    const value = this.object[key];
    if (value === undefined || (Number.isSafeInteger(value) && (value as number) >= 0))
      return value as number | undefined;
    return this.absent(key, 'must be a whole number', undefined);
  }

  optionalFlag(key: string): boolean | undefined {
    const value = this.object[key];
    if (value === undefined || typeof value === 'boolean') return value;
    return this.absent(key, 'must be true or false', undefined);
  }

  optionalTexts(key: string): string[] | undefined {
    const value = this.object[key];
    if (value === undefined) return undefined;
    if (Array.isArray(value) && value.every((item) => typeof item === 'string' && item !== ''))
      return value as string[];
    return this.absent(key, 'must be a list of texts', undefined);
  }

  texts(key: string): string[] {
    return this.optionalTexts(key) ?? (this.has(key) ? [] : this.absent(key, 'is missing', []));
  }

  optionalChoice<Choice extends string>(key: string, choices: readonly Choice[]): Choice | undefined {
    const value = this.object[key];
    if (value === undefined || choices.includes(value as Choice)) return value as Choice | undefined;
    return this.absent(key, `must be one of ${choices.join(', ')}`, undefined);
  }

  optionalChoices<Choice extends string>(key: string, choices: readonly Choice[]): Choice[] | undefined {
    const values = this.optionalTexts(key);
    if (values === undefined || values.every((value) => choices.includes(value as Choice))) return values as Choice[];
    return this.absent(key, `must be among ${choices.join(', ')}`, undefined);
  }

  optionalFields(key: string): Fields | undefined {
    return this.has(key) ? new Fields(this.object[key], this.at(key), this.faults) : undefined;
  }

  /** The objects of a list. */
  list(key: string): Fields[] {
    const value = this.object[key];
    if (!Array.isArray(value)) return this.absent(key, 'must be a list', []);
    return value.map((item, index) => new Fields(item, `${this.at(key)}[${index}]`, this.faults));
  }

  /** Faults every field that is not among `known`: a misspelt field of a file that people write must not pass in silence. */
  only(known: readonly string[]): void {
    for (const key of Object.keys(this.object)) {
      if (!known.includes(key)) this.fault(key, `is not a known field; known are ${known.join(', ')}`);
    }
  }

  private absent<Value>(key: string, problem: string, value: Value): Value {
    this.fault(key, problem);
    return value;
  }
}

import { expect, vi } from 'vitest';

/** One test of a spec, ready to run. */
export interface SpecTest {
  /** The same in every load of its spec. */
  readonly id: string;
  readonly name: string;
  readonly file: string;
  readonly run: () => unknown;
}

type Body = (...row: never[]) => unknown;

/** Gathers the tests of specs while they load: what the name `vitest` means to them. It knows as much of it as the specs use. */
export class SpecRegistry {
  private tests: SpecTest[] = [];
  private file = '';
  private suites: readonly string[] = [];

  readonly vitest = {
    expect,
    vi,
    describe: this.withEach((title, body) => this.inSuite(title, body)),
    it: this.withEach((title, body) => this.add(title, body)),
    test: this.withEach((title, body) => this.add(title, body)),
  };

  /** The tests that `load` registers, as those of `file`. */
  async gather(file: string, load: () => Promise<unknown>): Promise<SpecTest[]> {
    this.file = file;
    this.tests = [];
    await load();
    return this.tests;
  }

  private add(title: string, run: () => unknown): void {
    const name = [...this.suites, title].join(' > ');
    this.tests.push({ id: `${this.file}#${this.tests.length} ${name}`, name, file: this.file, run });
  }

  private inSuite(title: string, body: () => unknown): void {
    const { suites } = this;
    this.suites = [...suites, title];
    body();
    this.suites = suites;
  }

  /** A function that registers, and its `each` for tables: a row that is a list is spread. Options come before the body. */
  private withEach(register: (title: string, body: () => unknown) => void) {
    const each = (table: readonly unknown[]) => (title: string, body: Body) =>
      table.forEach((row, index) => {
        const values = (Array.isArray(row) ? row : [row]) as never[];
        register(`${title} [${index}]`, () => body(...values));
      });
    return Object.assign(
      (title: string, ...rest: readonly unknown[]) => register(title, rest.find(isFunction) ?? (() => undefined)),
      { each, skip: () => undefined },
    );
  }
}

function isFunction(value: unknown): value is () => unknown {
  return typeof value === 'function';
}

/** A file or reply that is not what it should be, with every fault: one line each, the path first. */
export class FaultyFile extends Error {
  override readonly name = 'FaultyFile';
  readonly faults: readonly string[];

  constructor(what: string, faults: readonly string[]) {
    super(`${what} has ${faults.length === 1 ? 'a fault' : `${faults.length} faults`}:\n  ${faults.join('\n  ')}`);
    this.faults = faults;
  }
}

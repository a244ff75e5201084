/** Lets a number of things happen at a time; the others wait their turn. */
export class Slots {
  private readonly waiting: (() => void)[] = [];

  constructor(private free: number) {}

  /** Runs `work` when there is a slot for it. */
  async with<Result>(work: () => Promise<Result>): Promise<Result> {
    if (this.free > 0) this.free--;
    else await new Promise<void>((resolve) => this.waiting.push(resolve));
    try {
      return await work();
    } finally {
      // The slot goes to who waits longest, or back.
      const next = this.waiting.shift();
      if (next) next();
      else this.free++;
    }
  }
}

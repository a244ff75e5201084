import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Waits for something to become true, and gives it back. The deadline is for a broken gateway only.
 * @throws {Error} naming what did not happen
 */
export async function until<T>(
  what: string,
  look: () => T | Promise<T>,
  deadlineMs = 25_000,
): Promise<Exclude<T, false | null | undefined>> {
  for (const end = Date.now() + deadlineMs; ; await sleep(20)) {
    const found = await look();
    if (found) return found as Exclude<T, false | null | undefined>;
    if (Date.now() > end) throw new Error(`It did not happen: ${what}`);
  }
}

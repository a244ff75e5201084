import { expect, it } from 'vitest';
import { Slots } from './slots';

it('lets so many happen at a time, in order, whatever becomes of them', async () => {
  const slots = new Slots(2);
  const [begun, finish]: [number[], (() => void)[]] = [[], []];
  const all = [0, 1, 2, 3].map((number) =>
    slots.with(async () => {
      begun.push(number);
      await new Promise<void>((resolve) => finish.push(resolve));
      if (number === 0) throw new Error('failed');
      return number;
    }),
  );
  const results = Promise.allSettled(all);
  for (const expected of [
    [0, 1],
    [0, 1, 2],
    [0, 1, 2, 3],
  ]) {
    await new Promise(setImmediate);
    expect(begun).toEqual(expected);
    finish.shift()!();
  }
  finish.forEach((end) => end());
  expect((await results).map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'fulfilled', 'fulfilled']);
});

import { parseUsd } from '../../pricing/nano';
import { ITEM_UNITS, type PriceComponent, type PriceUnit } from '../../pricing/price';
import { ADDITIONS, type Addition } from './additions';

const MILLION = 1_000_000n;
const ITEMS: ReadonlySet<string> = new Set(ITEM_UNITS);

/** Nano-USD per million units as stored, from decimal USD per million tokens or per item. */
export function perMillion(unit: PriceUnit, usd: string): string {
  return (parseUsd(usd) * (ITEMS.has(unit) ? MILLION : 1n)).toString();
}

/** The components with what {@link ADDITIONS} says of this endpoint. */
export function applyAdditions(
  provider: string,
  upstreamModel: string,
  components: readonly PriceComponent[],
): PriceComponent[] {
  return ADDITIONS.filter(
    (addition) => addition.provider === provider && addition.upstreamModel.test(upstreamModel),
  ).reduce<PriceComponent[]>((sofar, addition) => applyAddition(sofar, addition), [...components]);
}

function applyAddition(components: readonly PriceComponent[], addition: Addition): PriceComponent[] {
  const { source, date, multiples = {}, prices = {} } = addition;
  const stated = entries(prices).map(([unit, usd]) => ({
    unit,
    nanoUsdPerMillion: perMillion(unit, usd),
    source,
    date,
  }));
  const multiplied = entries(multiples).flatMap(([unit, { of, times }]) =>
    components
      .filter((component) => component.unit === of)
      .map(({ nanoUsdPerMillion, condition }) => ({
        unit,
        nanoUsdPerMillion: (BigInt(nanoUsdPerMillion) * times).toString(),
        ...(condition && { condition }),
        source,
        date,
      })),
  );
  const kept = components.filter(({ unit, condition }) => condition !== undefined || prices[unit] === undefined);
  return [...kept, ...stated, ...multiplied];
}

function entries<Value>(record: Readonly<Partial<Record<PriceUnit, Value>>>): [PriceUnit, Value][] {
  return Object.entries(record) as [PriceUnit, Value][];
}

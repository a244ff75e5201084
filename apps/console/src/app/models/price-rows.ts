import { type PriceComponentDto, type PriceDto } from '@nuvra/api-client';
import { formatPrice, formatTokens } from './amounts';

export interface PriceRow {
  readonly label: string;
  /** "$2.00", "Free", or "—" where there is no price. */
  readonly text: string;
  readonly per: string;
}

/** The prices that hold under one condition. */
export interface PriceGroup {
  readonly condition: string;
  readonly rows: readonly PriceRow[];
}

const TOKEN_LABELS: Readonly<Record<string, string>> = {
  inputTokens: 'Input',
  outputTokens: 'Output',
  reasoningTokens: 'Reasoning',
  cacheReadTokens: 'Cache read',
  cacheWrite5mTokens: 'Cache write, 5 min',
  cacheWrite1hTokens: 'Cache write, 1 h',
  inputAudioTokens: 'Audio input',
  outputAudioTokens: 'Audio output',
  inputImageTokens: 'Image input',
  outputImageTokens: 'Image output',
};

/** Told even when unknown: people look for them, and a gap must not look like zero. */
const ALWAYS_TOLD = ['inputTokens', 'outputTokens', 'cacheReadTokens'];

/** Things that people count one by one are priced per thousand, as vendors' price lists do. */
const ITEM_LABELS: Readonly<Record<string, [label: string, plural: string]>> = {
  request: ['Request', 'requests'],
  image: ['Image', 'images'],
  'web-search': ['Web search', 'searches'],
};

const UNITS = [...Object.keys(TOKEN_LABELS), ...Object.keys(ITEM_LABELS)];

/** The price list of an endpoint as people read it: what holds always first, then a group for each condition. */
export function priceGroups({ components }: PriceDto): PriceGroup[] {
  const groups = new Map<string, PriceComponentDto[]>([['Standard', []]]);
  for (const component of components) {
    const condition = conditionOf(component);
    groups.set(condition, [...(groups.get(condition) ?? []), component]);
  }
  return Array.from(groups, ([condition, members]) => ({
    condition,
    rows: rowsOf(members, condition === 'Standard' ? ALWAYS_TOLD : []),
  }));
}

function conditionOf({ inputTokensAbove, serviceTier, speed }: PriceComponentDto): string {
  const parts: string[] = [];
  if (inputTokensAbove !== undefined) {
    const { value, unit } = formatTokens(inputTokensAbove);
    parts.push(`input above ${value} ${unit} tokens`);
  }
  if (serviceTier !== undefined) parts.push(`service tier “${serviceTier}”`);
  if (speed !== undefined) parts.push(`speed “${speed}”`);
  const text = parts.join(', ');
  return text ? text.charAt(0).toUpperCase() + text.slice(1) : 'Standard';
}

function rowsOf(components: readonly PriceComponentDto[], alwaysTold: readonly string[]): PriceRow[] {
  const known = new Map(components.map(({ unit, nanoUsdPerMillion }) => [unit, nanoUsdPerMillion]));
  const units = new Set([...UNITS.filter((unit) => known.has(unit) || alwaysTold.includes(unit)), ...known.keys()]);
  return Array.from(units, (unit) => rowOf(unit, known.get(unit)));
}

function rowOf(unit: string, nanoUsdPerMillion: string | undefined): PriceRow {
  const [item, plural] = ITEM_LABELS[unit] ?? [];
  if (item) return { label: item, text: formatPrice(nanoUsdPerMillion, 1_000n), per: `1,000 ${plural}` };
  const label = TOKEN_LABELS[unit];
  return { label: label ?? unit, text: formatPrice(nanoUsdPerMillion), per: label ? 'M tokens' : `M ${unit}s` };
}

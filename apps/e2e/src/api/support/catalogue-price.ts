/** Tokens by the units of the catalogue's price lists. */
export type Quantities = Readonly<Record<string, number>>;

interface PriceComponent {
  readonly unit: string;
  readonly nanoUsdPerMillion: string;
  readonly inputTokensAbove?: number;
  readonly serviceTier?: string;
  readonly speed?: string;
}

interface PricedModel {
  readonly endpoints: readonly {
    readonly provider: string;
    readonly price: { readonly components: readonly PriceComponent[] } | null;
  }[];
}

const INPUT_UNITS = ['inputTokens', 'cacheReadTokens', 'cacheWrite5mTokens', 'cacheWrite1hTokens'];

/**
 * What the tokens cost in nano-USD by the price list that the gateway publishes for the model at this provider: exact sum, rounded
 * once, half up. Reasoning without a price of its own is output.
 */
export async function catalogueCost(
  url: string,
  modelId: string,
  provider: string,
  used: Quantities,
  tier?: string,
): Promise<bigint> {
  const { endpoints } = (await (await fetch(`${url}/management/v1/models/${modelId}`)).json()) as PricedModel;
  const components = endpoints.find((endpoint) => endpoint.provider === provider)!.price!.components;
  const inputTokens = INPUT_UNITS.reduce((sum, unit) => sum + (used[unit] ?? 0), 0);
  const rateOf = (unit: string): bigint | undefined => {
    const fitting = components
      .filter((component) => component.unit === unit && component.serviceTier === tier && !component.speed)
      .filter(({ inputTokensAbove = -1 }) => inputTokens > inputTokensAbove)
      .sort((one, other) => (other.inputTokensAbove ?? -1) - (one.inputTokensAbove ?? -1));
    return fitting[0] && BigInt(fitting[0].nanoUsdPerMillion);
  };
  const sum = Object.entries(used).reduce((total, [unit, tokens]) => {
    const rate = rateOf(unit) ?? (unit === 'reasoningTokens' ? rateOf('outputTokens') : undefined);
    if (rate === undefined) throw new Error(`${modelId} has no price for ${unit}`);
    return total + BigInt(tokens) * rate;
  }, 0n);
  return (sum * 2n + 1_000_000n) / 2_000_000n;
}

import { type PriceComponentDto } from '@nuvra/api-client';
import { priceGroups } from './price-rows';

const groupsOf = (...components: PriceComponentDto[]) =>
  priceGroups({ version: 1, source: '', sourceDate: '', effectiveFrom: '', components });

describe('priceGroups', () => {
  it('tells free from missing', () => {
    const [standard] = groupsOf({ unit: 'inputTokens', nanoUsdPerMillion: '0' });
    expect(standard?.rows).toEqual([
      { label: 'Input', text: 'Free', per: 'M tokens' },
      { label: 'Output', text: '—', per: 'M tokens' },
      { label: 'Cache read', text: '—', per: 'M tokens' },
    ]);
  });

  it('groups by condition, what holds always first', () => {
    const groups = groupsOf(
      { unit: 'inputTokens', nanoUsdPerMillion: '4000000000', inputTokensAbove: 200_000 },
      { unit: 'inputTokens', nanoUsdPerMillion: '2000000000' },
      { unit: 'inputTokens', nanoUsdPerMillion: '3000000000', serviceTier: 'priority', speed: 'fast' },
    );
    expect(groups.map(({ condition, rows }) => [condition, rows[0]?.text])).toEqual([
      ['Standard', '$2.00'],
      ['Input above 200 K tokens', '$4.00'],
      ['Service tier “priority”, speed “fast”', '$3.00'],
    ]);
  });

  it('tells searches per thousand and shows units that it does not know', () => {
    const [standard] = groupsOf(
      { unit: 'web-search', nanoUsdPerMillion: '10000000000000' },
      { unit: 'furlong', nanoUsdPerMillion: '1000000000' },
    );
    expect(standard?.rows.slice(-2)).toEqual([
      { label: 'Web search', text: '$10.00', per: '1,000 searches' },
      { label: 'furlong', text: '$1.00', per: 'M furlongs' },
    ]);
  });
});

import type { ImportReport } from './convert';

/** The report as lines for a terminal: figures, then what deserves a look. */
export function formatReport(report: ImportReport): string {
  const { models, endpoints, priced, free, unpriced, droppedZeros, unmapped, faults } = report;
  return [
    `${models} models, ${endpoints} endpoints, ${priced} of them with a price, ${free.length} of those free`,
    ...section('Left out for a fault', faults),
    ...section('Without a price, so refused until an operator states one', unpriced),
    ...section('Zeros not taken for prices', droppedZeros),
    ...section('Models that neither their author nor OpenRouter lists', unmapped),
  ].join('\n');
}

function section(title: string, entries: readonly string[]): string[] {
  return entries.length === 0 ? [] : ['', `${title} (${entries.length}):`, ...entries.map((entry) => `  ${entry}`)];
}

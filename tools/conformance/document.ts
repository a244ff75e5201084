import { format, resolveConfig } from 'prettier';
import { resolve } from 'node:path';

/** As `libs/providers/src/conformance/results.ts` has it; told anew, since tools know no library. */
export interface ConformanceResult {
  readonly provider: string;
  readonly api: string;
  readonly client?: string;
  readonly feature: string;
  readonly outcome: 'carried' | 'approximated' | 'dropped' | 'unknown' | 'broken';
}

/** What the suite writes to `dist/conformance.json`. */
export interface Conformance {
  readonly results: readonly ConformanceResult[];
  /** Of providers, by id. */
  readonly names: Readonly<Record<string, string>>;
}

/** In the order of the page. */
const DIALECT_NAMES: Readonly<Record<string, string>> = {
  'openai-chat': 'Chat Completions',
  'openai-responses': 'Responses',
  'anthropic-messages': 'Messages',
  gemini: 'generateContent',
};

const SIGNS: Readonly<Record<ConformanceResult['outcome'], string>> = {
  carried: '✓',
  approximated: '≈',
  dropped: '–',
  unknown: '',
  broken: '✗',
};

const HEAD = `# Conformance

What the conformance suite of \`libs/providers\` found: made by \`npm run conformance\`, never by hand.

| sign | a client's request | a provider's reply |
| --- | --- | --- |
| ${SIGNS.carried} | arrives at the provider as it is, or in other words that mean the same | is read |
| ${SIGNS.approximated} | arrives nearly: the receipt says how | |
| ${SIGNS.dropped} | does not arrive: the receipt says why, and \`strict\` refuses the request | |
| ${SIGNS.broken} | neither arrives nor is told: a fault | is not read: a fault |

Nothing stands where a dialect has no words for a feature. A provider is spoken to in its client's dialect where it can be, else in the one that is
named behind it.
`;

/** The page that shows what the conformance suite found: a table for each dialect of clients, and one for replies. */
export async function conformanceDocument({ results, names }: Conformance): Promise<string> {
  const rowOf = ({ provider, api }: ConformanceResult) =>
    `${names[provider] ?? provider}, ${DIALECT_NAMES[api] ?? api}`;
  const clients = Object.keys(DIALECT_NAMES).filter((id) => results.some(({ client }) => client === id));
  const sections = [
    ...clients.map((id) => {
      const heading = `Clients of ${DIALECT_NAMES[id]}`;
      return section(
        heading,
        results.filter(({ client }) => client === id),
        rowOf,
      );
    }),
    section(
      'Replies',
      results.filter(({ client }) => client === undefined),
      rowOf,
    ),
  ];
  const text = [HEAD, ...sections].join('\n');
  const options = await resolveConfig(resolve(import.meta.dirname, '../../docs/conformance.md'));
  return format(text, { ...options, parser: 'markdown' });
}

function section(
  heading: string,
  results: readonly ConformanceResult[],
  rowOf: (result: ConformanceResult) => string,
): string {
  const rows = [...new Set(results.map(rowOf))];
  const features = [...new Set(results.filter(({ outcome }) => outcome !== 'unknown').map(({ feature }) => feature))];
  const cell = (row: string, feature: string) => {
    const found = results.find((result) => result.feature === feature && rowOf(result) === row);
    return found ? SIGNS[found.outcome] : '';
  };
  const lines = [
    ['', ...features],
    ['---', ...features.map(() => ':-:')],
    ...rows.map((row) => [row, ...features.map((feature) => cell(row, feature))]),
  ];
  return `## ${heading}\n\n${lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n')}\n`;
}

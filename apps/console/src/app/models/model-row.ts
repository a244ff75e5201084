import { type ModelSummaryDto } from '@nuvra/api-client';
import { type Amount, formatPrice, formatTokens } from './amounts';
import { CAPABILITIES } from './capabilities';
import { type IconName } from '../icon/icons';

/** A model as a row of the list shows it. */
export interface ModelRow {
  readonly index: number;
  readonly id: string;
  readonly link: readonly string[];
  readonly monogram: string;
  readonly author: string;
  /** The slug in two parts: a long name loses its middle, never its end. */
  readonly slugStart: string;
  readonly slugEnd: string;
  readonly input: string;
  readonly output: string;
  readonly context: Amount | undefined;
  readonly maxOutput: Amount | undefined;
  readonly capabilities: string;
  readonly icons: readonly IconName[];
  readonly providers: number;
  readonly available: boolean;
}

/** Letters of a slug that are always shown. */
const KEPT_END = 8;

export function toModelRow(model: ModelSummaryDto, index: number): ModelRow {
  const { id, contextTokens, maxOutputTokens } = model;
  const slug = id.slice(id.indexOf('/') + 1);
  const capabilities = CAPABILITIES.filter(({ has }) => has(model));
  return {
    index,
    id,
    link: ['/models', ...id.split('/')],
    monogram: (/[a-z0-9]/i.exec(id)?.[0] ?? '').toUpperCase(),
    author: id.slice(0, id.indexOf('/') + 1),
    slugStart: slug.slice(0, -KEPT_END),
    slugEnd: slug.slice(-KEPT_END),
    input: formatPrice(model.inputNanoUsdPerMillion),
    output: formatPrice(model.outputNanoUsdPerMillion),
    context: contextTokens === null ? undefined : formatTokens(contextTokens),
    maxOutput: maxOutputTokens === null ? undefined : formatTokens(maxOutputTokens),
    capabilities: capabilities.map(({ label }) => label).join(', '),
    icons: capabilities.map(({ icon }) => icon),
    providers: new Set(model.providers).size,
    available: model.available,
  };
}

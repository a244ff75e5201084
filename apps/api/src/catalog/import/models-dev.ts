import { Fields } from '../file/fields';
import { SOURCES } from './sources';

/** A provider's copy of a model as models.dev lists it (https://models.dev/api.json), checked. Prices in USD per million tokens. */
export interface Copy {
  /** Our id of the provider. */
  readonly provider: string;
  readonly upstreamModel: string;
  /** Where it stands in the source, for messages. */
  readonly path: string;
  readonly name: string;
  readonly family?: string;
  readonly releaseDate?: string;
  readonly knowledge?: string;
  readonly status?: 'beta' | 'deprecated';
  readonly inputModalities: readonly string[];
  readonly outputModalities: readonly string[];
  readonly limit: { readonly context?: number; readonly input?: number; readonly output?: number };
  readonly tools?: boolean;
  readonly reasoning?: boolean;
  readonly structuredOutput?: boolean;
  readonly temperature?: boolean;
  readonly attachment?: boolean;
  readonly openWeights?: boolean;
  readonly reasoningOptions: unknown;
  readonly cost: unknown;
  /** Ways to be served faster at another price: `{ fast: { cost, provider: { body } } }`. */
  readonly modes: unknown;
  /** The AI SDK's package that speaks to this copy, where it is not the provider's usual one. */
  readonly npm?: string;
  readonly shape?: string;
}

/**
 * Reads models.dev's catalogue. A copy with a fault is left out and told; providers that we do not know are not looked at.
 * @throws {RangeError} when one of {@link SOURCES} is missing, or the file is not such a catalogue
 */
export function readModelsDev(json: unknown): { copies: Copy[]; faults: string[] } {
  const faults: string[] = [];
  const catalogue = new Fields(json, '', faults);
  const copies: Copy[] = [];
  for (const { key, provider } of SOURCES) {
    const models = catalogue.optionalFields(key)?.optionalFields('models');
    if (models === undefined) throw new RangeError(`This is not the catalogue of models.dev: ${key}.models is missing`);
    for (const id of models.keys()) {
      const before = faults.length;
      const copy = readCopy(new Fields(models.raw(id), `${key}.models["${id}"]`, faults), provider);
      if (faults.length === before) copies.push(copy);
    }
  }
  return { copies, faults };
}

function readCopy(model: Fields, provider: string): Copy {
  const modalities = model.optionalFields('modalities');
  const limit = model.optionalFields('limit');
  const api = model.optionalFields('provider');
  return {
    provider,
    upstreamModel: model.text('id'),
    path: model.path,
    name: model.text('name').trim(),
    family: model.optionalText('family'),
    releaseDate: model.optionalText('release_date'),
    knowledge: model.optionalText('knowledge'),
    status: readStatus(model),
    inputModalities: modalities?.texts('input') ?? [],
    outputModalities: modalities?.texts('output') ?? [],
    limit: {
      context: positive(limit?.optionalCount('context')),
      input: positive(limit?.optionalCount('input')),
      output: positive(limit?.optionalCount('output')),
    },
    tools: model.optionalFlag('tool_call'),
    reasoning: model.optionalFlag('reasoning'),
    structuredOutput: model.optionalFlag('structured_output'),
    temperature: model.optionalFlag('temperature'),
    attachment: model.optionalFlag('attachment'),
    openWeights: model.optionalFlag('open_weights'),
    reasoningOptions: model.raw('reasoning_options'),
    cost: model.raw('cost'),
    modes: model.optionalFields('experimental')?.raw('modes'),
    npm: api?.optionalText('npm'),
    shape: api?.optionalText('shape'),
  };
}

/** `alpha` is as unfinished as `beta`; words that models.dev may add say nothing that we use. */
function readStatus(model: Fields): Copy['status'] {
  const status = model.raw('status');
  if (status === 'deprecated') return status;
  return status === 'beta' || status === 'alpha' ? 'beta' : undefined;
}

/** models.dev writes 0 for limits that it does not know. */
function positive(count: number | undefined): number | undefined {
  return count === 0 ? undefined : count;
}

import type { ModelFacts, ReasoningOption } from '../file/catalog';
import { modelKind } from './model-kind';
import type { Copy } from './models-dev';

/** The facts of a model as one copy of it tells them. */
export function modelFacts(copy: Copy): ModelFacts {
  const { limit, tools, reasoning, structuredOutput, temperature, attachment } = copy;
  const reasoningOptions = readOptions(copy.reasoningOptions);
  return {
    kind: modelKind(copy),
    family: copy.family,
    releaseDate: copy.releaseDate,
    knowledge: copy.knowledge,
    contextTokens: limit.context,
    maxInputTokens: limit.input,
    maxOutputTokens: limit.output,
    inputModalities: copy.inputModalities,
    outputModalities: copy.outputModalities,
    capabilities: { tools, reasoning, structuredOutput, temperature, attachment },
    reasoningOptions: reasoningOptions.length === 0 ? undefined : reasoningOptions,
    openWeights: copy.openWeights,
  };
}

/** Options of a sort that we do not know are left out: nothing could be done with them. */
function readOptions(value: unknown): ReasoningOption[] {
  if (!Array.isArray(value)) return [];
  return value.flatMap(
    (option: { type?: unknown; values?: unknown; min?: unknown; max?: unknown }): ReasoningOption[] => {
      switch (option.type) {
        case 'toggle':
          return [{ type: 'toggle' }];
        case 'effort':
          return [{ type: 'effort', values: Array.isArray(option.values) ? option.values.map(String) : undefined }];
        case 'budget_tokens':
          return [{ type: 'budget_tokens', min: count(option.min), max: count(option.max) }];
        default:
          return [];
      }
    },
  );
}

function count(value: unknown): number | undefined {
  return Number.isSafeInteger(value) ? (value as number) : undefined;
}

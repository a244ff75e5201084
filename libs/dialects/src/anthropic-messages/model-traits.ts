import { type OutputConfig } from '@anthropic-ai/sdk/resources/messages/messages';
import { type Target } from '../dialect';

export type Effort = NonNullable<OutputConfig['effort']>;

/** From least to most. */
export const EFFORTS = ['low', 'medium', 'high', 'xhigh', 'max'] as const satisfies readonly Effort[];

/** How a model takes its instructions. */
export interface ModelTraits {
  /** Anthropic's own: thoughts must be signed, and what stands at a URL is fetched. */
  readonly genuine: boolean;
  /** Whether `thinking` may be left to the model. */
  readonly adaptive: boolean;
  /** The words of `output_config.effort`, from least to most; none where the model takes no effort. */
  readonly efforts: readonly Effort[];
  /** The tokens that may be set apart for thinking; undefined where the model takes no budget. */
  readonly budget?: { readonly min: number; readonly max: number };
  /** How thinking is switched off: by saying nothing, by one of Anthropic's words, or not at all. */
  readonly thinkingOff: 'omitted' | 'disabled' | 'between_tools' | 'impossible';
  /** Whether `thinking.display` says if thoughts are told. */
  readonly display: boolean;
  /** Whether temperature, top_p and top_k are taken. */
  readonly sampling: boolean;
  /** Whether `messages` may hold a `system` turn. */
  readonly systemTurns: boolean;
  /** Whether the model keeps to a JSON schema. */
  readonly structuredOutput: boolean;
}

const ANY_BUDGET = { min: 1024, max: Infinity };

// A vendor that imitates this format copies its first form.
const IMITATION: ModelTraits = {
  genuine: false,
  adaptive: false,
  efforts: [],
  budget: ANY_BUDGET,
  thinkingOff: 'disabled',
  display: false,
  sampling: true,
  systemTurns: false,
  structuredOutput: false,
};

/**
 * How the target's model takes its instructions, because what a generation accepts differs and the API answers anything else
 * with a 400. What is known of the target counts for more than what its name tells.
 */
export function traitsOf(target: Target): ModelTraits {
  const named = traitsByName(target.model);
  const { reasoningEfforts, reasoningBudget } = target;
  if (reasoningEfforts === undefined && reasoningBudget === undefined) return withSchemas(named, target);
  const { min = ANY_BUDGET.min, max = ANY_BUDGET.max } = reasoningBudget ?? {};
  const told: ModelTraits = {
    ...named,
    efforts: EFFORTS.filter((effort) => reasoningEfforts?.includes(effort)),
    budget: reasoningBudget && { min: Math.max(min, ANY_BUDGET.min), max },
  };
  return withSchemas(told, target);
}

function withSchemas(traits: ModelTraits, { structuredOutput }: Target): ModelTraits {
  return structuredOutput === undefined ? traits : { ...traits, structuredOutput };
}

const NAME = /claude-(?:([a-z]+)-)?(?:(\d+)(?:[-.](\d{1,2}))?(?!\d))?/;

/**
 * Reads a model's generation from its name (`claude-opus-4-6`, `claude-3-7-sonnet-20250219`, `anthropic.claude-opus-4-8-v1:0`,
 * `claude-sonnet-4@20250514`). A Claude without a number is taken for a new one. Sources:
 * https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking,
 * https://platform.claude.com/docs/en/build-with-claude/effort,
 * https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages,
 * https://platform.claude.com/docs/en/build-with-claude/structured-outputs,
 * https://platform.claude.com/docs/en/about-claude/models/overview.
 */
function traitsByName(model: string): ModelTraits {
  const name = NAME.exec(model.toLowerCase());
  if (name === null) return IMITATION;
  const family = name[1];
  const generation = name[2] === undefined ? Infinity : Number(name[2]) + Number(name[3] ?? 0) / 100;
  return {
    genuine: true,
    adaptive: generation >= 4.06,
    efforts: generation < 4.06 ? [] : EFFORTS.filter((effort) => effort !== 'xhigh' || generation >= 4.07),
    ...(generation < 4.07 && { budget: ANY_BUDGET }),
    thinkingOff: thinkingOff(family, generation),
    display: generation >= 4,
    sampling: generation < 4.07,
    systemTurns: generation >= 4.08,
    structuredOutput: generation >= 4.05,
  };
}

function thinkingOff(family: string | undefined, generation: number): ModelTraits['thinkingOff'] {
  if (generation < 4.06) return 'omitted';
  if (family === 'fable' || family === 'mythos') return 'impossible';
  if (generation < 5.05 || family === 'haiku') return 'disabled';
  return family === 'sonnet' ? 'between_tools' : 'impossible';
}

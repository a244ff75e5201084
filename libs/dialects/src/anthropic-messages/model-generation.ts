/** What a model's name tells of how it takes its instructions. */
export interface ModelTraits {
  /** Thinking is steered by a token budget, by an effort word, or by either. */
  readonly thinking: 'budget' | 'effort' | 'either';
  /** How thinking is switched off: by saying nothing, by one of Anthropic's words, or not at all. */
  readonly thinkingOff: 'omitted' | 'disabled' | 'between_tools' | 'impossible';
  /** Whether `effort` goes as far as `xhigh`. */
  readonly xhighEffort: boolean;
  /** Whether `messages` may hold a `system` turn. */
  readonly systemTurns: boolean;
}

// A vendor that imitates this format copies its first form: thinking with a budget, no system turns.
const IMITATION: ModelTraits = {
  thinking: 'budget',
  thinkingOff: 'disabled',
  xhighEffort: false,
  systemTurns: false,
};

const NAME = /claude-(?:([a-z]+)-)?(?:(\d+)(?:[-.](\d{1,2}))?(?!\d))?/;

/**
 * Reads a model's generation from its name (`claude-opus-4-6`, `claude-3-7-sonnet-20250219`, `anthropic.claude-opus-4-8-v1:0`,
 * `claude-sonnet-4@20250514`), because what a generation accepts differs and the API answers anything else with a 400.
 * A Claude without a number is taken for a new one. Sources:
 * https://platform.claude.com/docs/en/build-with-claude/adaptive-thinking,
 * https://platform.claude.com/docs/en/build-with-claude/effort,
 * https://platform.claude.com/docs/en/build-with-claude/mid-conversation-system-messages,
 * https://platform.claude.com/docs/en/about-claude/models/overview.
 */
export function traitsOf(model: string): ModelTraits {
  const name = NAME.exec(model.toLowerCase());
  if (name === null) return IMITATION;
  const family = name[1];
  const generation = name[2] === undefined ? Infinity : Number(name[2]) + Number(name[3] ?? 0) / 100;
  return {
    thinking: generation < 4.06 ? 'budget' : generation < 4.07 ? 'either' : 'effort',
    thinkingOff: thinkingOff(family, generation),
    xhighEffort: generation >= 4.07,
    systemTurns: generation >= 4.08,
  };
}

function thinkingOff(family: string | undefined, generation: number): ModelTraits['thinkingOff'] {
  if (generation < 4.06) return 'omitted';
  if (family === 'fable' || family === 'mythos') return 'impossible';
  if (generation < 5.05 || family === 'haiku') return 'disabled';
  return family === 'sonnet' ? 'between_tools' : 'impossible';
}

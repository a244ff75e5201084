import { type ReasoningSetting } from '../call';
import { type Target } from '../dialect';
import { generationOf } from './model-generation';
import { type WireGenerationConfig } from './wire';

type ThinkingConfig = NonNullable<WireGenerationConfig['thinkingConfig']>;
type Level = 'MINIMAL' | 'LOW' | 'MEDIUM' | 'HIGH';
type Effort = Extract<ReasoningSetting, { kind: 'effort' }>['effort'];

/** What is sent, and why it is only near to what was asked for where it is. */
export interface Thinking {
  readonly config?: ThinkingConfig;
  readonly why?: string;
}

const LEVELS: readonly Level[] = ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'];

/**
 * The vendor's own reading of OpenAI's efforts, https://ai.google.dev/gemini-api/docs/openai#thinking; `xhigh` and `max` are not
 * in it and take what there is at most.
 */
const LEVEL_OF_EFFORT: Record<Effort, Level> = {
  none: 'MINIMAL',
  minimal: 'MINIMAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  xhigh: 'HIGH',
  max: 'HIGH',
};
const BUDGET_OF_EFFORT: Record<Effort, number> = {
  none: 0,
  minimal: 1024,
  low: 1024,
  medium: 8192,
  high: 24_576,
  xhigh: 32_768,
  max: 32_768,
};

/**
 * Writes how much the model thinks: models from Gemini 3 on take a level, those of 2.5 a budget, and each refuses the other.
 * Nothing is sent to a model that cannot think.
 */
export function writeThinking(setting: ReasoningSetting, target: Target): Thinking {
  const off = setting.kind === 'effort' ? setting.effort === 'none' : setting.tokens === 0;
  if (target.reasoning === false || generationOf(target.model) < 2.5)
    return off ? {} : { why: 'The model does not reason' };
  return generationOf(target.model) >= 3 ? writeLevel(setting, off, target.model) : writeBudget(setting, target.model);
}

function writeLevel(setting: ReasoningSetting, off: boolean, model: string): Thinking {
  const wanted = setting.kind === 'effort' ? LEVEL_OF_EFFORT[setting.effort] : levelOfBudget(setting.tokens);
  const thinkingLevel = nearestLevel(wanted, levelsOf(model));
  const exact = setting.kind === 'effort' && !off && setting.effort.toUpperCase() === thinkingLevel;
  return {
    config: { thinkingLevel, includeThoughts: !off },
    ...(!exact && { why: `The model thinks by levels; the nearest is ${thinkingLevel.toLowerCase()}` }),
  };
}

/** The level whose budget, by the vendor's table, is the first to hold these tokens. */
function levelOfBudget(tokens: number): Level {
  if (tokens === 0) return 'MINIMAL';
  if (tokens <= BUDGET_OF_EFFORT.low) return 'LOW';
  return tokens <= BUDGET_OF_EFFORT.medium ? 'MEDIUM' : 'HIGH';
}

/** Levels by model, https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/thinking, as of September 2026. */
function levelsOf(model: string): readonly Level[] {
  if (/pro-image/.test(model)) return ['HIGH'];
  if (/image/.test(model)) return ['MINIMAL', 'HIGH'];
  const lacksMinimal = /pro/.test(model) || (!/flash-lite/.test(model) && generationOf(model) >= 3.7);
  return lacksMinimal ? ['LOW', 'MEDIUM', 'HIGH'] : LEVELS;
}

/** The level itself, else the next above it, else the highest there is. */
function nearestLevel(wanted: Level, levels: readonly Level[]): Level {
  return levels.find((level) => LEVELS.indexOf(level) >= LEVELS.indexOf(wanted)) ?? 'HIGH';
}

function writeBudget(setting: ReasoningSetting, model: string): Thinking {
  const wanted = setting.kind === 'effort' ? BUDGET_OF_EFFORT[setting.effort] : setting.tokens;
  const { least, most, canStop } = budgetsOf(model);
  const thinkingBudget = wanted === 0 && canStop ? 0 : Math.min(Math.max(wanted, least), most);
  return {
    config: { thinkingBudget, includeThoughts: wanted > 0 },
    ...(thinkingBudget !== wanted && { why: `The model thinks within ${least} to ${most} tokens` }),
  };
}

/** https://ai.google.dev/gemini-api/docs/thinking#set-budget */
function budgetsOf(model: string): { least: number; most: number; canStop: boolean } {
  if (/pro/.test(model)) return { least: 128, most: 32_768, canStop: false };
  return { least: /flash-lite/.test(model) ? 512 : 1, most: 24_576, canStop: true };
}

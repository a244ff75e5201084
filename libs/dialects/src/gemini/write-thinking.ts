import { type ReasoningEffort, type ReasoningSetting } from '../call';
import { type Target } from '../dialect';
import { type Sentence } from '../receipt';
import { generationOf, reasons } from './model-generation';
import { type WireGenerationConfig } from './wire';

type ThinkingConfig = NonNullable<WireGenerationConfig['thinkingConfig']>;
type Level = 'MINIMAL' | 'LOW' | 'MEDIUM' | 'HIGH';

/** What is sent, and why it is only near to what was asked for where it is. */
export interface Thinking {
  readonly config?: ThinkingConfig;
  readonly why?: Sentence;
}

const LEVELS: readonly Level[] = ['MINIMAL', 'LOW', 'MEDIUM', 'HIGH'];

/**
 * The vendor's own reading of OpenAI's efforts, https://ai.google.dev/gemini-api/docs/openai#thinking; `xhigh` and `max` are not
 * in it and take what there is at most.
 */
const LEVEL_OF_EFFORT: Record<ReasoningEffort, Level> = {
  none: 'MINIMAL',
  minimal: 'MINIMAL',
  low: 'LOW',
  medium: 'MEDIUM',
  high: 'HIGH',
  xhigh: 'HIGH',
  max: 'HIGH',
};
const BUDGET_OF_EFFORT: Record<ReasoningEffort, number> = {
  none: 0,
  minimal: 1024,
  low: 1024,
  medium: 8192,
  high: 24_576,
  xhigh: 32_768,
  max: 32_768,
};

/** The budget of a model of 2.5 that thinks as much as it finds right. */
const OWN_CHOICE = -1;

/**
 * Writes how much the model thinks: models from Gemini 3 on take a level, those of 2.5 a budget, and each refuses the other.
 * Nothing is sent to a model that cannot think.
 */
export function writeThinking(setting: ReasoningSetting, target: Target): Thinking {
  const off = isOff(setting);
  if (!reasons(target)) return off ? {} : { why: 'The model does not reason.' };
  return takesLevel(setting, target) ? writeLevel(setting, off, target) : writeBudget(setting, target);
}

/** What a client of this dialect said, in its own words. */
export function writeOwnThinking(setting: ReasoningSetting): ThinkingConfig {
  const { effort } = setting;
  const budget = setting.kind === 'budget' ? setting.tokens : setting.kind === 'adaptive' ? OWN_CHOICE : undefined;
  return {
    ...(effort !== undefined && { thinkingLevel: LEVEL_OF_EFFORT[effort] }),
    ...(budget !== undefined && { thinkingBudget: budget }),
  };
}

function isOff(setting: ReasoningSetting): boolean {
  return setting.kind === 'budget' ? setting.tokens === 0 : setting.effort === 'none';
}

/** What is known of the model decides, else its generation. */
function takesLevel(setting: ReasoningSetting, { model, reasoningEfforts, reasoningBudget }: Target): boolean {
  if (reasoningBudget === undefined) return reasoningEfforts !== undefined || generationOf(model) >= 3;
  return reasoningEfforts !== undefined && setting.kind !== 'budget';
}

function writeLevel(setting: ReasoningSetting, off: boolean, target: Target): Thinking {
  const asked = setting.effort && LEVEL_OF_EFFORT[setting.effort];
  const wanted = asked ?? (setting.kind === 'budget' ? levelOfBudget(setting.tokens) : undefined);
  // Left alone, the model thinks as much as it finds right.
  if (wanted === undefined) return { config: { includeThoughts: true } };
  const thinkingLevel = nearestLevel(wanted, levelsOf(target));
  const exact = !off && setting.effort?.toUpperCase() === thinkingLevel;
  return {
    config: { thinkingLevel, includeThoughts: !off },
    ...(!exact && { why: `The model thinks by levels; the nearest is ${thinkingLevel.toLowerCase()}.` }),
  };
}

/** The level whose budget, by the vendor's table, is the first to hold these tokens. */
function levelOfBudget(tokens: number): Level {
  if (tokens === 0) return 'MINIMAL';
  if (tokens <= BUDGET_OF_EFFORT.low) return 'LOW';
  return tokens <= BUDGET_OF_EFFORT.medium ? 'MEDIUM' : 'HIGH';
}

/** Levels by model, https://docs.cloud.google.com/gemini-enterprise-agent-platform/models/thinking, as of September 2026. */
function levelsOf({ model, reasoningEfforts }: Target): readonly Level[] {
  const known = LEVELS.filter((level) => reasoningEfforts?.includes(level.toLowerCase()));
  if (known.length > 0) return known;
  if (/pro-image/.test(model)) return ['HIGH'];
  if (/image/.test(model)) return ['MINIMAL', 'HIGH'];
  const lacksMinimal = /pro/.test(model) || (!/flash-lite/.test(model) && generationOf(model) >= 3.7);
  return lacksMinimal ? ['LOW', 'MEDIUM', 'HIGH'] : LEVELS;
}

/** The level itself, else the next above it, else the highest there is. */
function nearestLevel(wanted: Level, levels: readonly Level[]): Level {
  const above = levels.find((level) => LEVELS.indexOf(level) >= LEVELS.indexOf(wanted));
  return above ?? levels.at(-1) ?? 'HIGH';
}

function writeBudget(setting: ReasoningSetting, target: Target): Thinking {
  if (setting.kind === 'adaptive' && setting.effort !== 'none') {
    const config = { thinkingBudget: OWN_CHOICE, includeThoughts: true };
    return setting.effort
      ? { config, why: 'The model thinks as much as it finds right, whatever the effort.' }
      : { config };
  }
  const wanted = setting.kind === 'budget' ? setting.tokens : BUDGET_OF_EFFORT[setting.effort ?? 'none'];
  const { least, most, canStop } = budgetsOf(target);
  const thinkingBudget = wanted === 0 && canStop ? 0 : Math.min(Math.max(wanted, least), most);
  return {
    config: { thinkingBudget, includeThoughts: wanted > 0 },
    ...(thinkingBudget !== wanted && { why: `The model thinks within ${least} to ${most} tokens.` }),
  };
}

/** https://ai.google.dev/gemini-api/docs/thinking#set-budget; the limits that are known of the model win. */
function budgetsOf({ model, reasoningBudget }: Target): { least: number; most: number; canStop: boolean } {
  const isPro = /pro/.test(model);
  const byName = isPro ? 128 : /flash-lite/.test(model) ? 512 : 1;
  return {
    least: reasoningBudget?.min || byName,
    most: reasoningBudget?.max ?? (isPro ? 32_768 : 24_576),
    canStop: reasoningBudget?.min === 0 || !isPro,
  };
}

import { type JsonObject, type ReasoningEffort, type ReasoningSetting, type Settings } from '../call';
import { effortOfBudget, nearestEffort } from '../reasoning-effort';
import { type Draft, isOurs } from './draft';
import { dropped, type Loss, type Params, set, SILENT, type Silent } from './setting-rule';

/** Writes how much the model should think: as `reasoning_effort`, or in OpenRouter's `reasoning` where the client had it there. */
export function writeReasoningSetting(
  setting: ReasoningSetting,
  params: Params,
  draft: Draft,
): Loss | Silent | undefined {
  const path = draft.call.settingPaths.reasoning;
  if (isOurs(draft) && path?.startsWith('reasoning.')) {
    return set(params, 'reasoning', { ...params.reasoning, ...writeOpenRouterReasoning(setting, path) });
  }
  const wanted = effortOf(setting);
  if (draft.target.reasoning === false) {
    // A model that cannot think does as it is told when told not to.
    return wanted === 'none' ? SILENT : dropped('The chosen model does not reason.');
  }
  const efforts = isOurs(draft) ? undefined : draft.target.reasoningEfforts;
  // A model that thinks unless told otherwise already finds its own measure.
  const effort = wanted ?? (efforts?.includes('none') ? 'medium' : undefined);
  if (effort === undefined) return SILENT;
  if (efforts?.length === 0) return dropped('The chosen model cannot be told how much to reason.');
  const taken = nearestEffort(effort, efforts);
  set(params, 'reasoning_effort', taken);
  const isExact = taken === wanted && (setting.kind !== 'budget' || setting.tokens === 0);
  return isExact ? undefined : { outcome: 'approximated', why: `The chosen model takes an effort: '${taken}'.` };
}

/** OpenRouter's way to keep reasoning out of the reply, or to ask for a summary; elsewhere the vendor decides what it tells. */
export function writeReasoningSummary(
  summary: NonNullable<Settings['reasoningSummary']>,
  params: Params,
  draft: Draft,
): Loss | Silent | undefined {
  const path = draft.call.settingPaths.reasoningSummary;
  if (isOurs(draft)) {
    const told = path?.endsWith('.exclude') ? { exclude: summary === 'none' } : { summary };
    return set(params, 'reasoning', { ...params.reasoning, ...told });
  }
  if (draft.target.reasoning === false || summary === 'auto') return SILENT;
  return { outcome: 'approximated', why: 'The provider decides itself how much of the reasoning it tells.' };
}

function writeOpenRouterReasoning(setting: ReasoningSetting, path: string): JsonObject {
  const isSwitch = path.endsWith('.enabled');
  if (isSwitch && setting.effort === 'none') return { enabled: false };
  return {
    ...(isSwitch && { enabled: true }),
    ...(setting.kind === 'budget' && { max_tokens: setting.tokens }),
    ...(setting.effort && { effort: setting.effort }),
  };
}

/** The effort that says the same; undefined where the model is to find its own measure. */
function effortOf(setting: ReasoningSetting): ReasoningEffort | undefined {
  if (setting.kind !== 'budget') return setting.effort;
  return setting.tokens === 0 ? 'none' : (setting.effort ?? effortOfBudget(setting.tokens));
}

import { type Call, type OutputFormat, type SettingName, type Settings } from '../call';
import { InvalidRequest } from '../dialect';
import { type Fields, wrongType } from '../fields';
import { asObject, isObject } from '../json';
import { readCacheControl } from './cache-control';
import { EFFORTS } from './model-traits';

/** The settings that were found, and the fields they stood in. */
class Found {
  readonly settings: { -readonly [Name in SettingName]?: Settings[Name] } = {};
  readonly settingPaths: Partial<Record<SettingName, string>> = {};

  add<Name extends SettingName>(name: Name, value: Settings[Name], path: string): void {
    if (value === undefined) return;
    this.settings[name] = value;
    this.settingPaths[name] = path;
  }
}

/**
 * Reads every setting that the body has.
 * @throws {InvalidRequest} for a value of a type that no vendor takes, and without `max_tokens`
 */
export function readSettings(body: Fields): Pick<Call, 'settings' | 'settingPaths'> {
  const found = new Found();
  found.add('maxOutputTokens', readMaxTokens(body), 'max_tokens');
  found.add('temperature', body.number('temperature'), 'temperature');
  found.add('topP', body.number('top_p'), 'top_p');
  found.add('topK', body.number('top_k'), 'top_k');
  found.add('stopSequences', readStopSequences(body), 'stop_sequences');
  found.add('serviceTier', body.string('service_tier'), 'service_tier');
  found.add('promptCaching', readCacheControl(body).cacheControl, 'cache_control');
  const metadata = body.fields('metadata');
  found.add('endUser', metadata?.string('user_id'), 'metadata.user_id');
  metadata?.close(undefined);
  readToolChoice(body, found);
  const config = body.fields('output_config');
  readThinking(body, config, found);
  if (config) found.add('outputFormat', readFormat(config, 'format'), 'output_config.format');
  config?.close(undefined);
  if (!found.settings.outputFormat) found.add('outputFormat', readFormat(body, 'output_format'), 'output_format');
  return found;
}

/** Zero writes the prompt to the cache and says nothing: https://platform.claude.com/docs/en/build-with-claude/prompt-caching */
function readMaxTokens(body: Fields): number {
  const tokens = body.required('max_tokens', body.number('max_tokens'));
  if (Number.isSafeInteger(tokens) && tokens >= 0) return tokens;
  throw new InvalidRequest("'max_tokens' must be a whole number.", 'max_tokens', 'invalid_value');
}

function readStopSequences(body: Fields): string[] | undefined {
  const sequences = body.list('stop_sequences');
  if (sequences === undefined || sequences.every((sequence) => typeof sequence === 'string')) return sequences;
  throw wrongType(body.pathOf('stop_sequences'), 'an array of strings');
}

function readToolChoice(body: Fields, found: Found): void {
  const type = asObject(body.raw['tool_choice'])?.['type'];
  if (type !== 'auto' && type !== 'any' && type !== 'tool' && type !== 'none') return;
  const choice = body.required('tool_choice', body.fields('tool_choice'));
  choice.any('type');
  const name = type === 'tool' ? choice.required('name', choice.string('name')) : '';
  const kind = type === 'any' ? 'required' : type;
  found.add('toolChoice', kind === 'tool' ? { kind, name } : { kind }, choice.path);
  const isSingle = choice.boolean('disable_parallel_tool_use');
  const path = choice.pathOf('disable_parallel_tool_use');
  found.add('parallelToolCalls', isSingle === undefined ? undefined : !isSingle, path);
  choice.close(undefined);
}

/** `thinking` says whether, `output_config.effort` how hard; either may stand alone. */
function readThinking(body: Fields, config: Fields | undefined, found: Found): void {
  const effort = config?.word('effort', EFFORTS);
  const type = asObject(body.raw['thinking'])?.['type'];
  if (type !== 'enabled' && type !== 'adaptive' && type !== 'disabled') {
    found.add('reasoning', effort && { kind: 'effort', effort }, 'output_config.effort');
    return;
  }
  const thinking = body.required('thinking', body.fields('thinking'));
  thinking.any('type');
  const asked = { ...(effort && { effort }) };
  if (type === 'adaptive') found.add('reasoning', { kind: 'adaptive', ...asked }, 'thinking');
  else {
    const tokens = type === 'disabled' ? 0 : readBudget(thinking);
    found.add('reasoning', { kind: 'budget', tokens, ...asked }, 'thinking');
  }
  const display = thinking.word('display', ['summarized', 'omitted']);
  found.add('reasoningSummary', display && (display === 'omitted' ? 'none' : 'auto'), 'thinking.display');
  thinking.close(undefined);
}

function readBudget(thinking: Fields): number {
  const tokens = thinking.required('budget_tokens', thinking.number('budget_tokens'));
  if (Number.isSafeInteger(tokens) && tokens > 0) return tokens;
  const path = thinking.pathOf('budget_tokens');
  throw new InvalidRequest(`'${path}' must be a whole number above zero.`, path, 'invalid_value');
}

/** A format of another kind than `json_schema` stays an extra field. */
function readFormat(owner: Fields, key: string): OutputFormat | undefined {
  if (asObject(owner.raw[key])?.['type'] !== 'json_schema') return undefined;
  const format = owner.required(key, owner.fields(key));
  format.any('type');
  const schema = format.required('schema', format.any('schema'));
  if (!isObject(schema)) throw wrongType(format.pathOf('schema'), 'an object');
  return format.close({ kind: 'json-schema', schema });
}

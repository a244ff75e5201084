import { type ToolChoice } from '../call';
import { type Fields } from '../fields';
import { asList, asObject, asText, isObject } from '../json';

/** Reads `tool_choice`. One that names a tool which is no function stays unknown. */
export function readToolChoice(body: Fields, key: string): ToolChoice | undefined {
  const word = body.word(key, ['auto', 'none', 'required', 'any']);
  // Mistral's name for `required`, which it also takes: https://docs.mistral.ai/capabilities/function_calling
  if (word !== undefined) return { kind: word === 'any' ? 'required' : word };
  const raw = body.raw[key];
  if (!isObject(raw)) return undefined;
  if (raw['type'] === 'allowed_tools') return readAllowed(body, key);
  if (raw['type'] !== 'function') return undefined;
  const choice = body.required(key, body.fields(key));
  choice.any('type');
  const chosen = choice.required('function', choice.fields('function'));
  const name = chosen.required('name', chosen.string('name'));
  chosen.close(undefined);
  return choice.close({ kind: 'tool', name });
}

function readAllowed(body: Fields, key: string): ToolChoice | undefined {
  const allowed = asObject(asObject(body.raw[key])?.['allowed_tools']);
  const mode = allowed?.['mode'];
  const names = asList(allowed?.['tools']).map(functionName);
  if ((mode !== 'auto' && mode !== 'required') || !names.every((name) => name !== undefined)) return undefined;
  const choice = body.required(key, body.fields(key));
  choice.any('type');
  const list = choice.required('allowed_tools', choice.fields('allowed_tools'));
  list.any('mode');
  list.any('tools');
  list.close(undefined);
  return choice.close({ kind: 'allowed', mode, names });
}

/** The name in `{type: 'function', function: {name}}`; undefined for a tool of another type, or one that says more. */
function functionName(tool: unknown): string | undefined {
  const { type, function: named, ...rest } = asObject(tool) ?? {};
  const { name, ...more } = asObject(named) ?? {};
  return type === 'function' && Object.keys({ ...rest, ...more }).length === 0 ? asText(name) : undefined;
}

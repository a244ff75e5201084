import { type JsonObject } from '../call';
import { asList, asObject, asText } from '../json';

/** What each type of item says to a model that has no such items; those left out say nothing without their vendor. */
const TEXTS: Readonly<Record<string, (item: JsonObject) => string | undefined>> = {
  custom_tool_call: (item) => called(item['name'], item['input']),
  custom_tool_call_output: (item) => returned(item['call_id'], textOfContent(item['output'])),
  function_call_output: (item) => returned(item['name'], textOfContent(item['output'])),
  mcp_call: (item) => lines(called(item['name'], item['arguments']), returned(item['name'], asText(item['output']))),
  code_interpreter_call: (item) =>
    lines(
      called('code_interpreter', item['code']),
      ...asList(item['outputs']).map((output) => asObject(output)?.['logs']),
    ),
  local_shell_call: (item) => called('shell', words(asObject(item['action'])?.['command'], ' ')),
  local_shell_call_output: (item) => returned('shell', asText(item['output'])),
  shell_call: (item) => called('shell', words(asObject(item['action'])?.['commands'], '\n')),
  shell_call_output: (item) =>
    returned(
      'shell',
      lines(
        ...asList(item['output']).flatMap((output) => [asObject(output)?.['stdout'], asObject(output)?.['stderr']]),
      ),
    ),
  apply_patch_call: (item) => {
    const operation = asObject(item['operation']) ?? {};
    return called('apply_patch', lines(words([operation['type'], operation['path']], ' '), operation['diff']));
  },
  apply_patch_call_output: (item) => returned('apply_patch', asText(item['output']) ?? asText(item['status'])),
};

/** What an item says in words; undefined where it has none. */
export function textOfItem(item: JsonObject): string | undefined {
  const type = asText(item['type']);
  return type !== undefined && Object.hasOwn(TEXTS, type) ? TEXTS[type]?.(item) : undefined;
}

/** The texts of a content, a string or a list of parts; undefined where it has none. */
export function textOfContent(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  const texts = asList(content).flatMap((part) => {
    const text = asObject(part)?.['text'];
    return typeof text === 'string' ? text : [];
  });
  return texts.length === 0 ? undefined : texts.join('\n');
}

function called(tool: unknown, input: unknown): string | undefined {
  const name = asText(tool);
  return name === undefined ? undefined : lines(`[called ${name}]`, input);
}

function returned(call: unknown, output: string | undefined): string | undefined {
  return output === undefined ? undefined : lines(`[result of ${asText(call) ?? 'the call'}]`, output);
}

function lines(...texts: readonly unknown[]): string | undefined {
  return asText(texts.flatMap((text) => asText(text) ?? []).join('\n'));
}

function words(texts: unknown, separator: string): string {
  return asList(texts)
    .flatMap((text) => asText(text) ?? [])
    .join(separator);
}

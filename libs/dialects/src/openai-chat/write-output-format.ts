import { type ChatCompletionMessageParam } from 'openai/resources/chat/completions';
import { type Call, type OutputFormat } from '../call';
import { type Draft, isOurs } from './draft';
import { type Loss, type Params, set } from './setting-rule';

/** Writes `response_format`. */
export function writeOutputFormat(format: OutputFormat, params: Params, draft: Draft): Loss | undefined {
  if (format.kind !== 'json-schema') {
    return set(params, 'response_format', { type: format.kind === 'text' ? 'text' : 'json_object' });
  }
  if (!keepsToSchema(draft)) {
    set(params, 'response_format', { type: 'json_object' });
    return { outcome: 'approximated', why: 'The model is told the schema in words: it is not held to it.' };
  }
  const { kind: _kind, schema, name, ...form } = format;
  // OpenAI demands a name. A schema that the client of this dialect left out was read as an empty one.
  const named = name ?? (isOurs(draft) ? undefined : 'response');
  const told = isOurs(draft) && Object.keys(schema).length === 0 ? {} : { schema };
  const jsonSchema = { ...(named !== undefined && { name: named }), ...form, ...told };
  return set(params, 'response_format', { type: 'json_schema', json_schema: jsonSchema as { name: string } });
}

/**
 * What the model must be told in words. One that cannot be held to a schema is told the schema: a forced tool would hold it closer, but
 * it forbids the client's own tools in the same turn, and models that think refuse to be forced. And JSON mode demands that the
 * prompt names JSON: https://platform.openai.com/docs/guides/structured-outputs#json-mode, https://api-docs.deepseek.com/guides/json_mode
 */
export function formatInstruction(draft: Draft): ChatCompletionMessageParam[] {
  const format = draft.call.settings.outputFormat;
  if (isOurs(draft) || format === undefined) return [];
  if (format.kind !== 'json-schema') {
    const isNamed = format.kind === 'text' || namesJson(draft.call);
    return isNamed ? [] : [system('Answer with one JSON object.')];
  }
  if (keepsToSchema(draft)) return [];
  const { description, schema } = format;
  return [
    system(
      'Answer with nothing but one JSON object that keeps to this JSON schema:',
      JSON.stringify(schema),
      ...(description === undefined ? [] : [description]),
    ),
  ];
}

function system(...lines: string[]): ChatCompletionMessageParam {
  return { role: 'system', content: lines.join('\n') };
}

/** What the client of this dialect wrote is between it and the vendor. */
function keepsToSchema(draft: Draft): boolean {
  return draft.target.structuredOutput !== false || isOurs(draft);
}

function namesJson({ messages }: Call): boolean {
  return messages.some(({ parts }) => parts.some((part) => part.type === 'text' && /json/i.test(part.text)));
}

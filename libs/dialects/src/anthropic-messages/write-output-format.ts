import { type OutputFormat } from '../call';
import { type Draft } from './draft';
import { writeSchema } from './write-schema';

const JSON_INSTRUCTION = 'Respond with a single valid JSON object and nothing else: no prose, no code fences.';

/** A schema is enforced; plain JSON mode does not exist and becomes an instruction. */
export function writeOutputFormat(format: OutputFormat, draft: Draft, path: string): void {
  switch (format.kind) {
    case 'text':
      return;
    case 'json-object':
      draft.body.system = [...(draft.body.system ?? []), { type: 'text', text: JSON_INSTRUCTION }];
      draft.receipt.approximated(
        path,
        'Anthropic has no JSON mode without a schema; the model is instructed to write JSON',
      );
      return;
    case 'json-schema':
      return writeJsonSchema(format, draft, path);
  }
}

/** Structured outputs, https://platform.claude.com/docs/en/build-with-claude/structured-outputs: no place for a name. */
function writeJsonSchema(
  format: Extract<OutputFormat, { kind: 'json-schema' }>,
  { body, receipt }: Draft,
  path: string,
): void {
  const described = format.description ? { description: format.description, ...format.schema } : format.schema;
  const { schema, changes } = writeSchema(described);
  body.output_config = { ...body.output_config, format: { type: 'json_schema', schema } };
  if (changes.length > 0) {
    receipt.approximated(path, `The schema was fitted to what Anthropic enforces: ${changes.join('; ')}`);
  }
}

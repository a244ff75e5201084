import { type OutputFormat } from '../call';
import { type SettingDraft, isOwn } from './draft';
import { writeJsonSchema } from './json-schema';
import { generationOf } from './model-generation';
import { writeOpenApiSchema } from './openapi-schema';

/** Writes the form of the answer: a media type, and a schema where there is one. */
export function writeOutputFormat(format: OutputFormat, draft: SettingDraft): void {
  const { config, call, book, path, target, answerTool } = draft;
  if (isOwn(draft)) return writeOwnFormat(format, draft);
  if (format.kind === 'text') return;
  if (answerTool) {
    book.approximated(path, 'The model is made to answer through a function, whose arguments are the answer.');
    return;
  }
  if (generationOf(target.model) < 3 && call.tools.some(({ type }) => type === 'function')) {
    book.dropped(path, 'The model takes either functions or an output format.');
    return;
  }
  config.responseMimeType = 'application/json';
  if (format.kind !== 'json-schema') return;
  const { schema, lost } = writeJsonSchema(format.schema);
  // Gemini has no place for the format's own name and description: a schema's title and description are that place.
  const { name, description } = format;
  config.responseJsonSchema = { ...(name && { title: name }), ...(description && { description }), ...schema };
  if (lost.length > 0) book.approximated(path, `Gemini does not read these schema keywords: ${lost.join(', ')}.`);
}

function writeOwnFormat(format: OutputFormat, { config, path }: SettingDraft): void {
  config.responseMimeType = format.kind === 'text' ? 'text/plain' : 'application/json';
  if (format.kind !== 'json-schema') return;
  const isOpenApi = path.endsWith('.responseSchema');
  if (isOpenApi) config.responseSchema = writeOpenApiSchema(format.schema);
  else config.responseJsonSchema = format.schema;
}

import { type ToolResultContent, type ToolResultPart } from '../call';
import { type Fields } from '../fields';
import { asObject } from '../json';
import { type CallIds } from './call-ids';
import { parseJson } from './read-json';
import { readMedia } from './read-media';

/** Reads what a function returned: an object, whose text other dialects take, and media beside it. */
export function readFunctionResponse(part: Fields, ids: CallIds): ToolResultPart {
  const returned = part.required('functionResponse', part.fields('functionResponse'));
  const name = returned.required('name', returned.string('name'));
  const told = returned.string('id');
  const toolCallId = ids.ofResponse(part, name, told);
  // Else the writer of this dialect knows the name from the call.
  if (ids.nameOf(toolCallId) !== name) returned.extras.push({ path: returned.pathOf('name'), value: name });
  const { text, isError } = readResponse(returned);
  const path = returned.pathOf('response');
  const media = returned.objects('parts').map((item) => readMedia(item) ?? item.native('gemini'));
  const content: ToolResultContent[] = [
    ...(text === undefined ? [] : [{ type: 'text' as const, path, text }]),
    ...media,
  ];
  returned.close(undefined);
  return part.close({
    type: 'tool-result',
    // Which of the two it is tells the writer of this dialect whether the client wrote an id.
    path: told === undefined ? part.path : returned.path,
    toolCallId,
    content,
    ...(isError && { isError }),
  });
}

/**
 * The object as JSON, but for the vendor's names for what is none, `output` and `error`: there the text itself, unless it would then be taken
 * for an object. https://ai.google.dev/api/caching#FunctionResponse
 */
function readResponse(returned: Fields): { text?: string; isError?: boolean } {
  const response = returned.fields('response')?.raw;
  if (response === undefined) return {};
  const isError = (response['error'] ?? undefined) !== undefined;
  const bare = Object.keys(response).length === 1 ? (response['error'] ?? response['output']) : undefined;
  const isPlain = typeof bare === 'string' && asObject(parseJson(bare)) === undefined;
  return { text: isPlain ? bare : JSON.stringify(response), isError };
}

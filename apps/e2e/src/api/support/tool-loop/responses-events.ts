import {
  type ResponseFunctionToolCall,
  type ResponseOutputMessage,
  type ResponseReasoningItem,
} from 'openai/resources/responses/responses';
import { alternately, pieces } from './loop-script';
import { namedFrame } from './verifying-vendor';

/** What a turn consists of. */
export type OutputItem = ResponseReasoningItem | ResponseOutputMessage | ResponseFunctionToolCall;

/**
 * A response as a stream, https://developers.openai.com/api/reference/resources/responses/streaming-events
 * @param response what is known of it at once
 * @param done the whole of it
 */
export function framesOf(output: readonly OutputItem[], response: object, done: object): string[] {
  let sequence_number = 0;
  const event = (type: string, fields: object): string =>
    namedFrame(type, { sequence_number: sequence_number++, ...fields });
  const begun = { ...response, status: 'in_progress', output: [], usage: null };
  const calls = output.filter((item) => item.type === 'function_call');
  return [
    event('response.created', { response: begun }),
    event('response.in_progress', { response: begun }),
    ...output.flatMap((item, output_index) => {
      if (item.type === 'reasoning') return reasoningEvents(item, output_index, event);
      return item.type === 'message' ? messageEvents(item, output_index, event) : [];
    }),
    ...callEvents(calls, output.length - calls.length, event),
    event('response.completed', { response: done }),
  ];
}

type WriteEvent = (type: string, fields: object) => string;

function reasoningEvents(item: ResponseReasoningItem, output_index: number, event: WriteEvent): string[] {
  const place = (summary_index: number): object => ({ item_id: item.id, output_index, summary_index });
  return [
    // What stands in the item when it is added is not its last word.
    event('response.output_item.added', {
      output_index,
      item: { ...item, summary: [], encrypted_content: 'gAAAAAunfinished' },
    }),
    ...item.summary.flatMap(({ text }, at) => [
      event('response.reasoning_summary_part.added', { ...place(at), part: { type: 'summary_text', text: '' } }),
      ...pieces(text).map((delta) => event('response.reasoning_summary_text.delta', { ...place(at), delta })),
      event('response.reasoning_summary_text.done', { ...place(at), text }),
      event('response.reasoning_summary_part.done', { ...place(at), part: { type: 'summary_text', text } }),
    ]),
    event('response.output_item.done', { output_index, item }),
  ];
}

function messageEvents(item: ResponseOutputMessage, output_index: number, event: WriteEvent): string[] {
  const [part] = item.content;
  const text = part?.type === 'output_text' ? part.text : '';
  const place = { item_id: item.id, output_index, content_index: 0 };
  return [
    event('response.output_item.added', { output_index, item: { ...item, status: 'in_progress', content: [] } }),
    event('response.content_part.added', { ...place, part: { ...part, text: '' } }),
    ...pieces(text).map((delta) => event('response.output_text.delta', { ...place, delta, logprobs: [] })),
    event('response.output_text.done', { ...place, text, logprobs: [] }),
    event('response.content_part.done', { ...place, part }),
    event('response.output_item.done', { output_index, item }),
  ];
}

/** Parallel calls, written at the same time. */
function callEvents(calls: readonly ResponseFunctionToolCall[], first: number, event: WriteEvent): string[] {
  const place = (at: number): object => ({ item_id: calls[at]!.id, output_index: first + at });
  return [
    ...calls.map((item, at) =>
      event('response.output_item.added', {
        output_index: first + at,
        item: { ...item, status: 'in_progress', arguments: '' },
      }),
    ),
    ...alternately(calls.map((call) => call.arguments)).map(({ at, piece }) =>
      event('response.function_call_arguments.delta', { ...place(at), delta: piece }),
    ),
    ...calls.flatMap((item, at) => [
      event('response.function_call_arguments.done', { ...place(at), name: item.name, arguments: item.arguments }),
      event('response.output_item.done', { output_index: first + at, item }),
    ]),
  ];
}

import { type Response } from 'openai/resources/responses/responses';
import { type ReplyContext } from '../dialect';

/** A response as it goes over the wire: the SDK puts `output_text` together itself. */
export type WireResponse = Omit<Response, 'output_text'>;

type Ending = Pick<WireResponse, 'status' | 'error' | 'incomplete_details' | 'usage' | 'service_tier'>;

/**
 * A response with this output. The fields in which the vendor repeats the request, and which the types demand, say what an empty request would have
 * said: what was asked is not known here.
 */
export function writeResponse(
  { id, model, createdAtSeconds }: Pick<ReplyContext, 'id' | 'model' | 'createdAtSeconds'>,
  output: WireResponse['output'],
  { status, error = null, incomplete_details = null, ...ending }: Partial<Ending>,
): WireResponse {
  return {
    id,
    object: 'response',
    created_at: createdAtSeconds,
    status,
    error,
    incomplete_details,
    instructions: null,
    metadata: {},
    model,
    output,
    parallel_tool_calls: true,
    temperature: null,
    tool_choice: 'auto',
    tools: [],
    top_p: null,
    access_programs: null,
    ...ending,
  };
}

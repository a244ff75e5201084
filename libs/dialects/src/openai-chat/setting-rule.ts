import { type ChatCompletionCreateParamsBase } from 'openai/resources/chat/completions/completions';
import { type JsonObject } from '../call';
import { type Sentence } from '../receipt';

/** A request's body, with the fields that vendors of this dialect add to OpenAI's. */
export type RequestBody = ChatCompletionCreateParamsBase & {
  top_k?: number;
  reasoning?: JsonObject;
  cache_control?: JsonObject;
};

export type Params = Partial<RequestBody>;

/** What a rule could not carry; a rule that returns nothing carried all. */
export interface Loss {
  readonly outcome: 'approximated' | 'dropped';
  readonly why: Sentence;
}

/** Nothing is sent and nothing is lost: the model does so anyway. */
export const SILENT = 'silent';
export type Silent = typeof SILENT;

/** Sets one field of the body. */
export function set<Key extends keyof Params>(params: Params, key: Key, value: Params[Key]): undefined {
  params[key] = value;
}

export function dropped(why: Sentence): Loss {
  return { outcome: 'dropped', why };
}

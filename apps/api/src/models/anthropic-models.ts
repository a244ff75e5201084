import { type ModelInfo } from '@anthropic-ai/sdk/resources/models';
import { InvalidRequest } from '@nuvra/dialects';
import { type AnthropicModelDto, type AnthropicModelsDto } from './anthropic-model.dto';
import { type CallableModel } from './listed-model';

/** https://platform.claude.com/docs/en/api/models/list: 1 to 1000 a page, 20 where nothing is said. */
const DEFAULT_LIMIT = 20;
const MAX_LIMIT = 1000;

/** What Anthropic's SDK sends to page through a list. */
export interface AnthropicPage {
  readonly limit?: string;
  readonly after_id?: string;
  readonly before_id?: string;
}

export function toAnthropicModel({ model, endpoints }: CallableModel): AnthropicModelDto {
  const { id, name, facts } = model;
  return {
    type: 'model',
    id,
    display_name: name,
    created_at: new Date(Date.parse(facts.releaseDate ?? '') || 0).toISOString(),
    max_input_tokens: facts.contextTokens ?? null,
    max_tokens: endpoints[0]?.maxOutputTokens ?? null,
    lifecycle: 'active',
    capabilities: null,
    line: null,
    deprecated_at: null,
    retires_at: null,
  } satisfies ModelInfo;
}

/**
 * A page of the list, the newest models first, after or before the one with an id.
 * @throws {InvalidRequest} naming the parameter
 */
export function anthropicPage(models: readonly CallableModel[], page: AnthropicPage): AnthropicModelsDto {
  const all = models
    .map(toAnthropicModel)
    .sort((left, right) => right.created_at.localeCompare(left.created_at) || left.id.localeCompare(right.id));
  const [from, to] = rangeOf(all, page);
  const data = all.slice(from, to);
  return {
    data,
    has_more: page.before_id ? from > 0 : to < all.length,
    first_id: data[0]?.id ?? null,
    last_id: data.at(-1)?.id ?? null,
  };
}

function rangeOf(all: readonly AnthropicModelDto[], { limit, after_id, before_id }: AnthropicPage): [number, number] {
  const length = limitOf(limit);
  const indexOf = (param: string, id: string): number => {
    const index = all.findIndex((model) => model.id === id);
    if (index < 0) throw new InvalidRequest(`'${param}' is no id of a model in the list.`, param, 'invalid_value');
    return index;
  };
  if (before_id) {
    const to = indexOf('before_id', before_id);
    return [Math.max(0, to - length), to];
  }
  const from = after_id ? indexOf('after_id', after_id) + 1 : 0;
  return [from, from + length];
}

function limitOf(limit: string | undefined): number {
  const count = limit === undefined ? DEFAULT_LIMIT : Number(limit);
  if (Number.isInteger(count) && count >= 1 && count <= MAX_LIMIT) return count;
  throw new InvalidRequest(`'limit' must be a whole number from 1 to ${MAX_LIMIT}.`, 'limit', 'invalid_value');
}

import {
  carriesSealedState,
  type Dialect,
  type DialectId,
  type InboundDialect,
  type Target,
  wantsStreamUsage,
} from '@nuvra/dialects';
import { apisOf } from '../catalog/provider-apis';
import { type Bridge, type BridgeContext, passThrough, translate } from './bridge';
import { chargedBesides } from './charged-besides';
import { chooseApi } from './choose-api';
import { passedHeaders } from './client-headers';
import { estimateTokens } from './estimate-tokens';
import { keepNothing } from './keep-nothing';
import { asksAsOpenRouter } from './openrouter-path';
import { type Crossing, type Operation } from './operation';
import { type Route } from './router';
import { dropRoutingFields } from './routing-fields';

/** Completions in the client's dialect, answered by any provider: passed through to those that speak it, translated for the others. */
export function completionsIn(dialect: Dialect): Operation {
  return { dialect, kinds: ['chat'], bridge: (crossing) => cross(dialect, crossing, dialect) };
}

/**
 * Crosses to the provider's completions.
 * @param dialect the client's
 * @param own the same as providers may speak it; none for a form that only clients have, which is always translated
 */
export async function cross(dialect: InboundDialect, crossing: Crossing, own?: Dialect): Promise<Bridge> {
  const { body, bytes, address, route, exchange, media } = crossing;
  const { book, request } = exchange;
  const { model, endpoint, connection } = route;
  const reasons = model.facts.capabilities.reasoning === true;
  const api = chooseApi(apisOf(connection.provider, endpoint), dialect.id, reasons);
  const target = targetOf(route);
  dropRoutingFields(dialect.id, body, book);
  const context: BridgeContext = {
    id: `${ID_PREFIXES[dialect.id]}${exchange.id}`,
    model: model.id,
    createdAtSeconds: Math.floor(Date.now() / 1000),
    usdCostOf: exchange.usdCostOf,
    book,
    includeUsage: dialect.id !== 'openai-chat' || wantsStreamUsage(body) || asksAsOpenRouter(request),
    framing: address?.framing,
    target,
    path: api.path(endpoint.upstreamModel, exchange.stream),
    adapt(written) {
      const sent = keepNothing(written, api.dialect.id, { dialect: dialect.id, body, reasons }, book);
      const adapted = api.adaptRequest?.(sent, book, endpoint.upstreamModel) ?? sent;
      for (const charge of chargedBesides[api.dialect.id](adapted)) exchange.expect(charge);
      return adapted;
    },
  };
  if (api.dialect.id === own?.id) {
    // What other vendors proved of their reasoning this one would refuse: it is taken out by the dialect's own reader and writer.
    const sent = carriesSealedState(bytes) ? own.writeRequest(own.readRequest(body, address), target, book).body : body;
    return passThrough(own, sent, { ...context, headers: passedHeaders(dialect.id, request.headers) });
  }
  const read = dialect.readRequest(body, address);
  const call = await media.fill(read, api.dialect, target, () => exchange.gone());
  return translate(dialect, call, api.dialect, { ...context, estimateInputTokens: () => estimateTokens(call) });
}

/** With which each dialect's ids of replies begin; Gemini's begin with nothing. */
const ID_PREFIXES: Readonly<Record<DialectId, string>> = {
  'openai-chat': 'chatcmpl-',
  'openai-responses': 'resp_',
  'anthropic-messages': 'msg_',
  gemini: '',
};

/** What writers must know of where the call goes, as the catalogue tells it. */
export function targetOf({ model: { facts }, endpoint }: Route): Target {
  const { capabilities, reasoningOptions = [] } = facts;
  const effort = reasoningOptions.find((option) => option.type === 'effort');
  const budget = reasoningOptions.find((option) => option.type === 'budget_tokens');
  return {
    model: endpoint.upstreamModel,
    maxOutputTokens: endpoint.maxOutputTokens,
    reasoning: capabilities.reasoning,
    structuredOutput: capabilities.structuredOutput,
    reasoningEfforts: effort?.values,
    reasoningBudget: budget && { min: budget.min, max: budget.max },
  };
}

import {
  type Call,
  carriesSealedState,
  type Dialect,
  type InboundDialect,
  type Target,
  wantsStreamUsage,
} from '@nuvra/dialects';
import { apisOf } from '../catalog/provider-apis';
import { adaptToProvider } from './adapt-to-provider';
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
  let call: Call | undefined;
  const context: BridgeContext = {
    id: `${dialect.idPrefix}${exchange.id}`,
    model: model.id,
    createdAtSeconds: Math.floor(Date.now() / 1000),
    usdCostOf: exchange.usdCostOf,
    book,
    includeUsage: dialect.id !== 'openai-chat' || wantsStreamUsage(body) || asksAsOpenRouter(request),
    omitsNullUsage: asksAsOpenRouter(request),
    framing: address?.framing,
    target,
    path: api.path(endpoint.upstreamModel, exchange.stream),
    adapt(written) {
      const sent = keepNothing(written, api.dialect.id, { dialect: dialect.id, body, reasons }, book);
      const adapted = adaptToProvider(sent, api, target.model, call, book);
      for (const charge of chargedBesides[api.dialect.id](adapted)) exchange.expect(charge);
      return adapted;
    },
  };
  const passes = api.dialect.id === own?.id;
  // Where the provider would refuse what the dialect allows, the body goes through the dialect's own reader and writer: what other vendors
  // proved of their reasoning is taken out, and media by URL are fetched for those who take bytes alone.
  if (!passes || api.inlineMediaOnly || carriesSealedState(bytes)) {
    call = await media.fill(dialect.readRequest(body, address), api, target, () => exchange.gone());
  }
  if (passes) {
    const sent = call ? api.dialect.writeRequest(call, target, book).body : body;
    return passThrough(api.dialect, sent, { ...context, headers: passedHeaders(dialect.id, request.headers) });
  }
  const read = call!;
  return translate(dialect, read, api.dialect, { ...context, estimateInputTokens: () => estimateTokens(read) });
}

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

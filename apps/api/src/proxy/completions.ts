import { type Dialect, type DialectId, type JsonObject, type Target, wantsStreamUsage } from '@nuvra/dialects';
import { apisOf } from '../catalog/provider-apis';
import { type PriceUnit } from '../pricing/price';
import { type Bridge, type BridgeContext, passThrough, translate } from './bridge';
import { chooseApi } from './choose-api';
import { type Operation, type Crossing } from './operation';
import { type Route } from './router';

/** Completions in the client's dialect, answered by any provider: passed through to those that speak it, translated for the others. */
export function completionsIn(dialect: Dialect): Operation {
  return { dialect, kinds: ['chat'], bridge: (crossing) => cross(dialect, crossing) };
}

function cross(dialect: Dialect, { body, address, route, exchange }: Crossing): Bridge {
  const { model, endpoint, connection } = route;
  const reasons = model.facts.capabilities.reasoning === true;
  const api = chooseApi(apisOf(connection.provider, endpoint), dialect.id, reasons);
  const context: BridgeContext = {
    id: `${ID_PREFIXES[dialect.id]}${exchange.id}`,
    model: model.id,
    createdAtSeconds: Math.floor(Date.now() / 1000),
    usdCostOf: exchange.usdCostOf,
    book: exchange.book,
    includeUsage: dialect.id !== 'openai-chat' || wantsStreamUsage(body),
    target: targetOf(route),
    path: api.path(endpoint.upstreamModel, exchange.stream),
  };
  if (api.dialect.id === dialect.id) {
    for (const unit of chargedBesides(body)) exchange.expect(unit);
    return passThrough(dialect, body, context);
  }
  return translate(dialect, dialect.readRequest(body, address), api.dialect, context);
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

/** What a vendor of this dialect charges on top of the text that every request has. */
function chargedBesides(body: JsonObject): PriceUnit[] {
  const units: PriceUnit[] = [];
  if (Array.isArray(body['modalities']) && body['modalities'].includes('audio')) units.push('outputAudioTokens');
  if (body['web_search_options']) units.push('web-search');
  return units;
}

import { openAiChat, openAiCompletions, wantsStreamUsage } from '@nuvra/dialects';
import { kindAt } from '../../catalog/model-kinds';
import { type Bridge, passThrough } from '../bridge';
import { cross } from '../completions';
import { type Crossing, type Operation } from '../operation';
import { asksAsOpenRouter } from '../openrouter-path';
import { dropRoutingFields } from '../routing-fields';
import { pathOf } from './json-operations';

/** OpenAI's completions of a text: passed through to the models that are for it, a conversation of one message for those that chat. */
export const completeText: Operation = {
  dialect: openAiChat,
  kinds: ['completion', 'chat'],
  bridge(crossing) {
    const { model, connection } = crossing.route;
    const isForIt = kindAt(model.facts.kind, connection.provider) === 'completion';
    return isForIt ? pass(crossing) : cross(openAiCompletions, crossing);
  },
};

function pass(crossing: Crossing): Bridge {
  const { body, route, exchange } = crossing;
  dropRoutingFields('openai-chat', body, exchange.book);
  return passThrough(openAiChat, body, {
    id: exchange.id,
    model: route.model.id,
    createdAtSeconds: Math.floor(Date.now() / 1000),
    usdCostOf: exchange.usdCostOf,
    book: exchange.book,
    includeUsage: wantsStreamUsage(body) || asksAsOpenRouter(exchange.request),
    target: { model: route.endpoint.upstreamModel },
    path: pathOf('completions', crossing),
  });
}

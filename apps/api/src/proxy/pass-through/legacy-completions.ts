import { openAiChat, wantsStreamUsage } from '@nuvra/dialects';
import { type Bridge, passThrough } from '../bridge';
import { type Crossing, type Operation } from '../operation';
import { asksAsOpenRouter } from '../openrouter-path';
import { dropRoutingFields } from '../routing-fields';
import { lackOf, pathOf } from './json-operations';

/** OpenAI's completions of a text, passed through to the models that are for it. */
export const completeText: Operation = {
  dialect: openAiChat,
  kinds: ['completion'],
  lackedBy: lackOf('completions'),
  bridge(crossing: Crossing): Bridge {
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
  },
};

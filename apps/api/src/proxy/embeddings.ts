import { openAiChat } from '@nuvra/dialects';
import { UNITS_OF_KIND } from '../catalog/availability';
import { passThrough } from './bridge';
import { type Operation } from './operation';

/** OpenAI's embeddings, passed through to providers that have them in the same form. */
export const embeddings: Operation = {
  dialect: openAiChat,
  units: UNITS_OF_KIND.embedding,
  lackedBy: ({ name, passThroughPaths }) =>
    passThroughPaths?.embeddings
      ? undefined
      : `${name} has no embeddings in OpenAI's form. Use an OpenAI embedding model.`,
  bridge: ({ body, route: { model, endpoint, connection }, exchange }) =>
    passThrough(openAiChat, body, {
      id: exchange.id,
      model: model.id,
      createdAtSeconds: Math.floor(Date.now() / 1000),
      usdCostOf: exchange.usdCostOf,
      book: exchange.book,
      includeUsage: false,
      target: { model: endpoint.upstreamModel },
      path: connection.provider.passThroughPaths!.embeddings!,
    }),
};

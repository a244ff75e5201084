import { openAiChat } from '@nuvra/dialects';
import { UNITS_OF_KIND } from '../catalog/availability';
import { AppError } from '../errors/app-error';
import { passThrough } from './bridge';
import { type Operation } from './completions.service';

/** OpenAI's embeddings, passed through to providers that have them in the same form. */
export const embeddings: Operation = {
  dialect: openAiChat,
  units: UNITS_OF_KIND.embedding,
  path(provider) {
    if (provider.embeddingsPath) return provider.embeddingsPath;
    throw new AppError(
      'unsupported_by_model',
      `${provider.name} has no embeddings in OpenAI's form. Use an OpenAI embedding model.`,
      {
        param: 'model',
      },
    );
  },
  bridge: (body, { model, endpoint }, exchange) =>
    passThrough(openAiChat, body, {
      id: exchange.id,
      model: model.id,
      createdAtSeconds: Math.floor(Date.now() / 1000),
      usdCostOf: exchange.usdCostOf,
      includeUsage: false,
      target: { model: endpoint.upstreamModel },
    }),
};

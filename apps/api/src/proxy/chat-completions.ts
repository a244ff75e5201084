import { openAiChat, wantsStreamUsage } from '@nuvra/dialects';
import { passThrough, translate } from './bridge';
import { type Operation } from './completions.service';

/** OpenAI's chat completions, answered by any provider: passed through to those that speak the dialect, translated for the others. */
export const chatCompletions: Operation = {
  dialect: openAiChat,
  units: ['inputTokens', 'outputTokens'],
  path: (provider, model, stream) => provider.completionPath(model, stream),
  bridge(body, { model, endpoint, connection: { provider } }, exchange) {
    const context = {
      id: `chatcmpl-${exchange.id}`,
      model: model.id,
      createdAtSeconds: Math.floor(Date.now() / 1000),
      usdCostOf: exchange.usdCostOf,
      includeUsage: wantsStreamUsage(body),
      target: {
        model: endpoint.upstreamModel,
        maxOutputTokens: endpoint.maxOutputTokens,
        reasoning: model.facts.capabilities.reasoning,
      },
    };
    // What every vendor would refuse is refused here, naming the field; the rest of the body is the vendor's to judge.
    if (provider.sameDialect === openAiChat) return passThrough(openAiChat, body, context);
    return translate(openAiChat, openAiChat.readRequest(body), provider.dialect, context);
  },
};

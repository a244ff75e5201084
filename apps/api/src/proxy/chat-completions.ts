import { type JsonObject, openAiChat, wantsStreamUsage } from '@nuvra/dialects';
import { passThrough, translate } from './bridge';
import { UNITS_OF_KIND } from '../catalog/availability';
import { type PriceUnit } from '../pricing/price';
import { type Operation } from './completions.service';

/** OpenAI's chat completions, answered by any provider: passed through to those that speak the dialect, translated for the others. */
export const chatCompletions: Operation = {
  dialect: openAiChat,
  units: UNITS_OF_KIND.chat,
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
    if (provider.sameDialect === openAiChat) {
      for (const unit of chargedBesides(body)) exchange.expect(unit);
      return passThrough(openAiChat, body, context);
    }
    return translate(openAiChat, openAiChat.readRequest(body), provider.dialect, context);
  },
};

/** What a vendor of this dialect charges on top of the text that every request has. */
function chargedBesides(body: JsonObject): PriceUnit[] {
  const units: PriceUnit[] = [];
  if (Array.isArray(body['modalities']) && body['modalities'].includes('audio')) units.push('outputAudioTokens');
  if (body['web_search_options']) units.push('web-search');
  return units;
}

import { imagesMeter, type Meter, moderationMeter, openAiChat, rerankMeter } from '@nuvra/dialects';
import { type PassThroughOperation } from '@nuvra/providers';
import { type ModelKind } from '../../catalog/file/catalog';
import { type Bridge } from '../bridge';
import { type Crossing, type Operation } from '../operation';
import { dropRoutingFields } from '../routing-fields';
import { meteredBridge } from './metered-bridge';

/** Operations whose requests are JSON: passed through to providers that have them in OpenAI's form, Cohere's for rerank. */
export const generateImages = passedThrough('images/generations', 'image', imagesMeter);
export const editImagesByUrl = passedThrough('images/edits', 'image', imagesMeter);
export const moderate = passedThrough('moderations', 'moderation', moderationMeter);
export const rerank = passedThrough('rerank', 'rerank', rerankMeter);

function passedThrough(operation: PassThroughOperation, kind: ModelKind, meter: Meter): Operation {
  return {
    dialect: openAiChat,
    kinds: [kind],
    repliesAsTold: true,
    lackedBy: lackOf(operation),
    bridge(crossing) {
      const { body, exchange } = crossing;
      dropRoutingFields('openai-chat', body, exchange.book);
      const upstreamBody = { ...body, model: crossing.route.endpoint.upstreamModel };
      return meteredBridge({ path: pathOf(operation, crossing), upstreamBody, meter }, exchange);
    },
  };
}

/** Why a provider cannot be asked, for the router. */
export function lackOf(operation: PassThroughOperation): NonNullable<Operation['lackedBy']> {
  return ({ name, passThroughPaths }) =>
    passThroughPaths?.[operation] === undefined
      ? `${name} cannot be asked for /v1/${operation}. Use another model.`
      : undefined;
}

/** The provider's path, which the router has made sure of. */
export function pathOf(operation: PassThroughOperation, { route }: Crossing): Bridge['path'] {
  return route.connection.provider.passThroughPaths![operation]!;
}

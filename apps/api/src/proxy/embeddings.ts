import { Injectable } from '@nestjs/common';
import {
  type Dialect,
  type EmbeddingsFormat,
  gemini,
  geminiBatchEmbeddings,
  geminiEmbeddings,
  type JsonObject,
  openAiChat,
  openAiEmbeddings,
  type ReplyFacts,
  type Usage,
} from '@nuvra/dialects';
import { type Provider } from '@nuvra/providers';
import { encodingOf } from '../tokens/encodings';
import { type PriceUnit } from '../pricing/price';
import { Tokenizer } from '../tokens/tokenizer';
import { type Bridge } from './bridge';
import { type Crossing, type Operation } from './operation';

/** A way to speak of embeddings, by a client or to a provider. */
interface Manner {
  readonly dialect: Dialect;
  readonly format: EmbeddingsFormat;
  /** The provider's path; undefined where it has none. */
  pathOf(provider: Provider, model: string): string | undefined;
}

const OPENAI: Manner = {
  dialect: openAiChat,
  format: openAiEmbeddings,
  pathOf: ({ passThroughPaths }) => passThroughPaths?.embeddings,
};
const GEMINI_BATCH: Manner = { dialect: gemini, format: geminiBatchEmbeddings, pathOf: geminiPath(true) };
const GEMINI_ONE: Manner = { dialect: gemini, format: geminiEmbeddings, pathOf: geminiPath(false) };

function geminiPath(several: boolean): Manner['pathOf'] {
  return ({ apis }, model) =>
    apis.map((api) => api.embeddingsPath?.(model, several)).find((path) => path !== undefined);
}

/** How providers are spoken to, where they do not speak as the client does. */
const TRANSLATED_TO: readonly Manner[] = [OPENAI, GEMINI_BATCH];

/** Embeddings in the forms of OpenAI and Gemini: passed through to providers that have the form, else translated to the other. */
@Injectable()
export class EmbeddingsOperations {
  readonly openAi = this.of(OPENAI);
  readonly gemini = this.of(GEMINI_ONE);
  readonly geminiBatch = this.of(GEMINI_BATCH);

  constructor(private readonly tokenizer: Tokenizer) {}

  private of(manner: Manner): Operation {
    return {
      dialect: manner.dialect,
      streams: false,
      kinds: ['embedding'],
      lackedBy: (provider) =>
        waysTo(provider, manner, '').length > 0 ? undefined : `${provider.name} has no embeddings. Use another model.`,
      bridge: (crossing) => cross(manner, this.tokenizer, crossing),
    };
  }
}

/** The ways in which the provider can be asked, the client's own first. */
function waysTo(provider: Provider, client: Manner, model: string): { manner: Manner; path: string }[] {
  return [client, ...TRANSLATED_TO].flatMap((manner) => {
    const path = manner.pathOf(provider, model);
    return path === undefined ? [] : [{ manner, path }];
  });
}

function cross(client: Manner, tokenizer: Tokenizer, { body, route, exchange }: Crossing): Bridge {
  const { model, endpoint, connection } = route;
  const [way] = waysTo(connection.provider, client, endpoint.upstreamModel);
  const { manner, path } = way!;
  const call = manner === client ? undefined : client.format.readRequest(body);
  const context = { model: model.id, usdCostOf: exchange.usdCostOf };
  const facts: ReplyFacts = {};
  for (const { path: part, mediaType } of client.format.mediaOf(body)) {
    exchange.expect({ path: part, unit: UNIT_OF_MEDIA[mediaType.split('/', 1)[0]!] });
  }

  const estimate = async (): Promise<Usage> => {
    const { texts, tokens } = client.format.inputOf(body);
    exchange.estimated = true;
    return { inputTokens: tokens + (await tokenizer.count(texts, encodingOf(model.id))) };
  };
  const relay = async (text: string): Promise<string> => {
    const relayed = client.format.relayReply(text, context);
    Object.assign(facts, relayed.facts);
    if (!facts.failure) facts.usage ??= await estimate();
    return relayed.text;
  };
  const translate = async (text: string): Promise<JsonObject> => {
    const reply = manner.format.readReply(JSON.parse(text));
    facts.usage = reply.usage ?? (await estimate());
    return client.format.writeReply({ ...reply, usage: facts.usage }, call!, context);
  };
  return {
    path,
    upstream: manner.dialect,
    upstreamBody: call
      ? manner.format.writeRequest(call, endpoint.upstreamModel, exchange.book)
      : client.format.prepareRequest(body, endpoint.upstreamModel),
    facts,
    reply: async (text) => (call ? JSON.stringify(await translate(text)) : relay(text)),
    ...NEVER_STREAMED,
  };
}

/** By what media are charged, by the beginning of their type; that pages of documents count as pictures is unproved. No unit of ours fits a video. */
const UNIT_OF_MEDIA: Readonly<Record<string, PriceUnit>> = {
  image: 'inputImageTokens',
  application: 'inputImageTokens',
  audio: 'inputAudioTokens',
};

/** There are no streams of embeddings. */
const NEVER_STREAMED: Pick<Bridge, 'frame' | 'end' | 'fail'> = { frame: () => null, end: () => '', fail: () => '' };

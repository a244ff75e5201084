import { InvalidRequest } from '@nuvra/dialects';
import { type ModelKind } from '../catalog/file/catalog';
import { type GeminiModelDto, type GeminiModelsDto } from './gemini-model.dto';
import { type CallableModel } from './listed-model';

/** https://ai.google.dev/api/models#method:-models.list: 50 a page where nothing is said, never more than 1000. */
const DEFAULT_SIZE = 50;
const MAX_SIZE = 1000;

/** What can be asked of models of a kind on Gemini's paths; other kinds are not listed there. */
const METHODS: Readonly<Partial<Record<ModelKind, readonly string[]>>> = {
  chat: ['generateContent', 'streamGenerateContent', 'countTokens'],
  embedding: ['embedContent', 'batchEmbedContents', 'countTokens'],
};

export interface GeminiPage {
  readonly pageSize?: string;
  readonly pageToken?: string;
}

/** The model in Gemini's shape; undefined where nothing can be asked of it on Gemini's paths. */
export function toGeminiModel({ model, endpoints }: CallableModel): GeminiModelDto | undefined {
  const { id, name, facts } = model;
  const methods = METHODS[facts.kind];
  const outputTokenLimit = endpoints[0]?.maxOutputTokens;
  return (
    methods && {
      name: `models/${id}`,
      baseModelId: id,
      version: facts.releaseDate ?? '',
      displayName: name,
      ...(facts.contextTokens !== undefined && { inputTokenLimit: facts.contextTokens }),
      ...(outputTokenLimit !== undefined && { outputTokenLimit }),
      supportedGenerationMethods: [...methods],
      ...(facts.capabilities.reasoning !== undefined && { thinking: facts.capabilities.reasoning }),
    }
  );
}

/**
 * A page of the list; its token is the name of the model that it begins behind, so that a change of the catalogue skips and repeats nothing.
 * @throws {InvalidRequest} naming the parameter
 */
export function geminiPage(models: readonly CallableModel[], { pageSize, pageToken }: GeminiPage): GeminiModelsDto {
  const all = models.flatMap((model) => toGeminiModel(model) ?? []);
  const size = pageSize === undefined || pageSize === '0' ? DEFAULT_SIZE : Number(pageSize);
  if (!Number.isInteger(size) || size < 0) {
    throw new InvalidRequest("'pageSize' must be a whole number.", 'pageSize', 'invalid_value');
  }
  const behind = pageToken ? all.findIndex(({ name }) => name === decode(pageToken)) : -1;
  if (pageToken && behind < 0) {
    throw new InvalidRequest("'pageToken' is none that this list gave.", 'pageToken', 'invalid_value');
  }
  const page = all.slice(behind + 1, behind + 1 + Math.min(size, MAX_SIZE));
  const last = page.at(-1);
  return { models: page, ...(last && last !== all.at(-1) && { nextPageToken: encode(last.name) }) };
}

function encode(name: string): string {
  return Buffer.from(name).toString('base64url');
}

function decode(token: string): string {
  return Buffer.from(token, 'base64url').toString('utf8');
}

import { type CatalogueEndpoint, type CatalogueModel } from '../catalog/catalog.service';
import { type ModelKind } from '../catalog/file/catalog';
import { toPricing } from './listed-pricing';
import {
  type ListedEndpointDto,
  type ListedModelDto,
  type ModelArchitectureDto,
  type ModelEndpointsDto,
} from './listed-model.dto';

/** A model with those of its endpoints that can be called, in the order in which they are tried: at least one. */
export interface CallableModel {
  readonly model: CatalogueModel;
  readonly endpoints: readonly CatalogueEndpoint[];
}

/** A model in OpenAI's shape, with the fields that OpenRouter's clients read. */
export function toListedModel({ model, endpoints }: CallableModel): ListedModelDto {
  const { id, author, name, facts } = model;
  const [first] = endpoints;
  return {
    id,
    object: 'model',
    created: createdAt(model),
    owned_by: author,
    name,
    canonical_slug: id,
    context_length: facts.contextTokens ?? null,
    architecture: toArchitecture(model),
    pricing: toPricing(first?.priceVersion?.components ?? []),
    top_provider: {
      context_length: first?.contextTokens ?? null,
      max_completion_tokens: first?.maxOutputTokens ?? null,
      is_moderated: false,
    },
    supported_parameters: parametersOf(model),
    knowledge_cutoff: facts.knowledge ?? null,
    links: { details: `/api/v1/models/${id}/endpoints` },
    default_parameters: null,
    per_request_limits: null,
    supported_voices: null,
  };
}

/** @param nameOf the provider's name for people, by its id */
export function toModelEndpoints(
  { model, endpoints }: CallableModel,
  nameOf: (provider: string) => string,
): ModelEndpointsDto {
  return {
    id: model.id,
    name: model.name,
    created: createdAt(model),
    description: '',
    architecture: toArchitecture(model),
    endpoints: endpoints.map((endpoint) => toListedEndpoint(model, endpoint, nameOf(endpoint.provider))),
  };
}

function toListedEndpoint(model: CatalogueModel, endpoint: CatalogueEndpoint, providerName: string): ListedEndpointDto {
  const tools = model.facts.capabilities.tools === true;
  const components = endpoint.priceVersion?.components ?? [];
  return {
    name: `${providerName} | ${model.id}`,
    model_id: model.id,
    model_name: model.name,
    provider_name: providerName,
    tag: endpoint.provider,
    context_length: endpoint.contextTokens ?? 0,
    max_completion_tokens: endpoint.maxOutputTokens ?? null,
    max_prompt_tokens: model.facts.maxInputTokens ?? null,
    pricing: toPricing(components),
    supported_parameters: parametersOf(model),
    supports_implicit_caching: components.some(({ unit }) => unit === 'cacheReadTokens'),
    supports_tool_choice: { auto: tools, function: tools, none: tools, required: tools },
    status: 0,
    quantization: null,
    uptime_last_5m: null,
    uptime_last_30m: null,
    uptime_last_1d: null,
    latency_last_30m: null,
    throughput_last_30m: null,
  };
}

/** Release in Unix seconds; 0 where it is not known. */
function createdAt({ facts }: CatalogueModel): number {
  return Math.floor((Date.parse(facts.releaseDate ?? '') || 0) / 1000);
}

/** What models of other kinds than chat put out, in OpenRouter's words. */
const OUTPUT_OF_KIND: Readonly<Partial<Record<ModelKind, string>>> = {
  embedding: 'embeddings',
  rerank: 'rerank',
  speech: 'speech',
  transcription: 'transcription',
};

function toArchitecture({ author, facts }: CatalogueModel): ModelArchitectureDto {
  const output = OUTPUT_OF_KIND[facts.kind];
  const inputs = facts.inputModalities.map((modality) => (modality === 'pdf' ? 'file' : modality));
  const outputs = output ? [output] : [...facts.outputModalities];
  return {
    modality: `${inputs.join('+')}->${outputs.join('+')}`,
    input_modalities: inputs,
    output_modalities: outputs,
    tokenizer: TOKENIZERS[author] ?? 'Other',
    instruct_type: null,
  };
}

/** OpenRouter's names of tokenizers, by the model's author. */
const TOKENIZERS: Readonly<Record<string, string>> = {
  openai: 'GPT',
  anthropic: 'Claude',
  google: 'Gemini',
  'x-ai': 'Grok',
  deepseek: 'DeepSeek',
  mistralai: 'Mistral',
  qwen: 'Qwen',
  cohere: 'Cohere',
  amazon: 'Nova',
  'meta-llama': 'Llama4',
};

function parametersOf({ facts: { kind, capabilities } }: CatalogueModel): string[] {
  if (kind !== 'chat' && kind !== 'completion') return [];
  const { tools, reasoning, structuredOutput, temperature } = capabilities;
  return [
    'max_tokens',
    'stop',
    ...(temperature === false ? [] : ['temperature', 'top_p']),
    ...(tools ? ['tools', 'tool_choice'] : []),
    ...(structuredOutput ? ['response_format', 'structured_outputs'] : []),
    ...(reasoning ? ['reasoning', 'include_reasoning'] : []),
  ];
}

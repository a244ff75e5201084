import { spellingKey } from './spelling';

/**
 * Copies whose name alone does not lead to their model: `[author/slug as read from the copy, the model's id]`, with a provider
 * where the same name means another model elsewhere. What is not proven to be the same model is not listed, and stays apart.
 */
const SAME: readonly (readonly [copy: string, id: string, provider?: string])[] = [
  // OpenRouter leaves out what the vendor's own name says besides: the snapshot, `-latest`, the parameters.
  ['openai/gpt-5.2-chat-latest', 'openai/gpt-5.2-chat'],
  ['x-ai/grok-4.20-multi-agent-0309', 'x-ai/grok-4.20-multi-agent'],
  ['cohere/command-a-03-2025', 'cohere/command-a'],
  ['qwen/qwen3-coder-480b-a35b-instruct', 'qwen/qwen3-coder'],
  ['qwen/qwen3-coder-480b-a35b', 'qwen/qwen3-coder'],
  ['qwen/qwen3-coder-30b-a3b', 'qwen/qwen3-coder-30b-a3b-instruct'],
  ['qwen/qwen3-235b-a22b-instruct-2507', 'qwen/qwen3-235b-a22b-2507'],
  // Mistral numbers its medium and small models by month, OpenRouter by version (https://docs.mistral.ai/getting-started/models/).
  ['mistralai/mistral-medium-2505', 'mistralai/mistral-medium-3'],
  ['mistralai/mistral-medium-2508', 'mistralai/mistral-medium-3.1'],
  ['mistralai/mistral-medium-2604', 'mistralai/mistral-medium-3-5'],
  ['mistralai/mistral-small-2503', 'mistralai/mistral-small-3.1-24b-instruct'],
  ['mistralai/mistral-small-2506', 'mistralai/mistral-small-3.2-24b-instruct'],
  ['mistralai/open-mixtral-8x22b', 'mistralai/mixtral-8x22b-instruct'],
  ['mistralai/devstral-2-123b', 'mistralai/devstral-2512'],
  ['mistralai/ministral-3-14b-instruct', 'mistralai/ministral-14b-2512'],
  ['mistralai/ministral-3-8b-instruct', 'mistralai/ministral-8b-2512'],
  ['mistralai/ministral-3-3b-instruct', 'mistralai/ministral-3b-2512'],
  ['mistralai/mistral-large-3-675b-instruct', 'mistralai/mistral-large-2512'],
  // Hosts of open weights.
  ['meta-llama/llama-3.1-8b-instant', 'meta-llama/llama-3.1-8b-instruct'],
  ['meta-llama/llama-3.3-70b-versatile', 'meta-llama/llama-3.3-70b-instruct'],
  ['meta-llama/llama-4-maverick-17b-128e-instruct', 'meta-llama/llama-4-maverick'],
  ['meta-llama/llama4-maverick-17b-instruct', 'meta-llama/llama-4-maverick'],
  ['meta-llama/llama-4-scout-17b-16e-instruct', 'meta-llama/llama-4-scout'],
  ['meta-llama/llama4-scout-17b-instruct', 'meta-llama/llama-4-scout'],
  ['google/gemma-4-26b-a4b', 'google/gemma-4-26b-a4b-it'],
  ['google/gemma-4-31b', 'google/gemma-4-31b-it'],
  ['nvidia/nemotron-nano-3-30b', 'nvidia/nemotron-3-nano-30b-a3b'],
  ['nvidia/nemotron-super-3-120b', 'nvidia/nemotron-3-super-120b-a12b'],
  ['nvidia/nemotron-3-ultra-nvfp4', 'nvidia/nemotron-3-ultra-550b-a55b'],
  ['nvidia/nemotron-lightning-3.5-30b-a3b', 'nvidia/nemotron-3.5-lightning'],
  ['deepseek/deepseek-v3.1', 'deepseek/deepseek-chat-v3.1'],
  // Amazon's `deepseek.v3-v1:0` is V3.1 (released 2025-08-21); elsewhere `DeepSeek-V3` is the model of December 2024.
  ['deepseek/deepseek-v3-v1', 'deepseek/deepseek-chat-v3.1', 'bedrock'],
  // xAI's own names carry the snapshot; the clouds leave it out.
  ['x-ai/grok-4.20-reasoning', 'x-ai/grok-4.20-0309-reasoning'],
  ['x-ai/grok-4.20-non-reasoning', 'x-ai/grok-4.20-0309-non-reasoning'],
];

const byCopy = new Map(SAME.map(([copy, id, provider]) => [`${provider ?? '*'} ${copyKey(copy)}`, id]));

/** The id of the model that the table says this copy is. */
export function sameModel(provider: string, author: string, slug: string): string | undefined {
  const key = copyKey(`${author}/${slug}`);
  return byCopy.get(`${provider} ${key}`) ?? byCopy.get(`* ${key}`);
}

function copyKey(copy: string): string {
  const slash = copy.indexOf('/');
  return `${copy.slice(0, slash)}/${spellingKey(copy.slice(slash + 1))}`;
}

/**
 * Authors by the first letters of their models' names, for providers that do not say whose a model is. Slugs of authors are
 * OpenRouter's.
 */
const FAMILIES: readonly (readonly [prefix: RegExp, author: string])[] = [
  [/^(gpt|chatgpt|o[1-9]|codex|text-embedding|whisper|dall-e|sora)(?![a-z])/, 'openai'],
  [/^claude-/, 'anthropic'],
  [/^(gemini|gemma|lyria|veo|imagen|deep-research)-/, 'google'],
  [/^deepseek-/, 'deepseek'],
  [/^(open-|labs-)?(mistral|mixtral|ministral|codestral|devstral|magistral|pixtral|voxtral)-/, 'mistralai'],
  [/^grok-/, 'x-ai'],
  [/^kimi-/, 'moonshotai'],
  [/^(qwen|qwq|qvq)/, 'qwen'],
  [/^glm-/, 'z-ai'],
  [/^minimax-/, 'minimax'],
  [/^(command|c4ai|embed|rerank|north)-/, 'cohere'],
  [/^sonar(-|$)/, 'perplexity'],
  [/^llama/, 'meta-llama'],
  [/^phi-/, 'microsoft'],
  [/^nova-/, 'amazon'],
  [/^nemotron-/, 'nvidia'],
  [/^palmyra-/, 'writer'],
  [/^inkling/, 'thinkingmachines'],
];

/** What hosts call an author, where it is not OpenRouter's slug: names of organizations on Hugging Face and Amazon's prefixes. */
const AUTHOR_NAMES: Readonly<Record<string, string>> = {
  'deepseek-ai': 'deepseek',
  liquidai: 'liquid',
  meta: 'meta-llama',
  minimaxai: 'minimax',
  mistral: 'mistralai',
  moonshot: 'moonshotai',
  xai: 'x-ai',
  zai: 'z-ai',
  'zai-org': 'z-ai',
};

/** The author whose family of models `slug` (in lower case) belongs to by its name. */
export function familyAuthor(slug: string): string | undefined {
  return FAMILIES.find(([prefix]) => prefix.test(slug))?.[1];
}

/** OpenRouter's slug for an author as some host writes it. */
export function authorSlug(name: string): string {
  const lower = name.toLowerCase();
  return AUTHOR_NAMES[lower] ?? lower;
}

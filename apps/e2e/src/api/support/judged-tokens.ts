import { extractUsage, findProvider } from '@pydantic/genai-prices';
import { some, type Tokens } from './said';

/** The judge's name and kind of reply for each host that was recorded. */
const JUDGED: Readonly<Record<string, readonly [provider: string, flavor: string]>> = {
  'api.openai.com': ['openai', 'chat'],
  'api.deepseek.com': ['deepseek', 'chat'],
  'api.anthropic.com': ['anthropic', 'default'],
  'generativelanguage.googleapis.com': ['google', 'default'],
};

/** How another project, `@pydantic/genai-prices`, counts the tokens of a vendor's reply. Its totals, too, include their parts. It
 * counts documents as images, which Gemini tells apart: images are left out here. */
export function judgedTokens(host: string, reply: unknown): Tokens {
  const [providerId, flavor] = JUDGED[host]!;
  const { usage } = extractUsage(findProvider({ providerId })!, reply, flavor);
  return {
    prompt: usage['input_tokens'] ?? 0,
    cached: usage['cache_read_tokens'] ?? 0,
    written: usage['cache_write_tokens'] ?? 0,
    completion: usage['output_tokens'] ?? 0,
    reasoning: usage['output_reasoning_tokens'] ?? 0,
    ...some('audio', usage['input_audio_tokens']),
  };
}

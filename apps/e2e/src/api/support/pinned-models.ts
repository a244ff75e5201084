import { type SdkClient } from './ask-sdk';

/** Base URL and key of every vendor at a local origin, each where its own dialect is told apart by the path. */
export function vendorsAt(origin: string): Record<string, string> {
  return {
    OPENAI_API_KEY: 'key',
    OPENAI_BASE_URL: `${origin}/v1`,
    ANTHROPIC_API_KEY: 'key',
    ANTHROPIC_BASE_URL: origin,
    GEMINI_API_KEY: 'key',
    GEMINI_BASE_URL: origin,
    DEEPSEEK_API_KEY: 'key',
    DEEPSEEK_BASE_URL: `${origin}/deepseek`,
    OPENROUTER_API_KEY: 'key',
    OPENROUTER_BASE_URL: `${origin}/openrouter/api/v1`,
  };
}

/** A model that is reached at one provider, in one dialect. */
export interface PinnedModel {
  readonly id: string;
  readonly provider: string;
  readonly upstreamModel: string;
  readonly dialect: SdkClient['dialect'];
}

/** A model of each dialect. */
export const PINNED_MODELS: readonly PinnedModel[] = [
  { id: 'pinned/chat', provider: 'deepseek', upstreamModel: 'deepseek-v4-flash', dialect: 'openai-chat' },
  { id: 'pinned/responses', provider: 'openai', upstreamModel: 'gpt-5.4', dialect: 'openai-responses' },
  { id: 'pinned/messages', provider: 'anthropic', upstreamModel: 'claude-sonnet-5', dialect: 'anthropic-messages' },
  { id: 'pinned/gemini', provider: 'gemini', upstreamModel: 'gemini-3-flash-preview', dialect: 'gemini' },
];

/** The models as an operator adds them. */
export function overridesFor(models: readonly PinnedModel[]): object {
  return {
    models: models.map(({ id, ...endpoint }) => ({
      id,
      capabilities: { tools: true, reasoning: true, structuredOutput: true },
      endpoints: [{ ...endpoint, price: { input: '1', output: '2' } }],
    })),
  };
}

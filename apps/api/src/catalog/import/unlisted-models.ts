import type { Copy } from './models-dev';

/**
 * Models that models.dev does not list: those that hear, speak, judge or sort rather than chat. Their prices are in `additions.ts`, with
 * their pages. https://developers.openai.com/api/docs/models, https://docs.cohere.com/docs/models#rerank (read 2026-11-25)
 */
export const UNLISTED: readonly Copy[] = [
  unlisted('openai', 'tts-1', 'TTS-1', ['text'], ['audio'], '2023-11-06'),
  unlisted('openai', 'tts-1-hd', 'TTS-1 HD', ['text'], ['audio'], '2023-11-06'),
  unlisted('openai', 'gpt-4o-mini-tts', 'GPT-4o mini TTS', ['text'], ['audio'], '2025-03-20'),
  unlisted('openai', 'whisper-1', 'Whisper', ['audio'], ['text'], '2023-03-01'),
  unlisted('openai', 'gpt-4o-transcribe', 'GPT-4o Transcribe', ['audio', 'text'], ['text'], '2025-03-20'),
  unlisted('openai', 'gpt-4o-mini-transcribe', 'GPT-4o mini Transcribe', ['audio', 'text'], ['text'], '2025-03-20'),
  unlisted('openai', 'omni-moderation-latest', 'Omni Moderation', ['text', 'image'], ['text'], '2024-09-26'),
  unlisted('openai', 'gpt-3.5-turbo-instruct', 'GPT-3.5 Turbo Instruct', ['text'], ['text'], '2023-09-18'),
  unlisted('openai', 'davinci-002', 'Davinci 002', ['text'], ['text'], '2023-08-22'),
  unlisted('openai', 'babbage-002', 'Babbage 002', ['text'], ['text'], '2023-08-22'),
  unlisted('cohere', 'rerank-v3.5', 'Rerank v3.5', ['text'], ['text'], '2024-12-02'),
  unlisted('cohere', 'rerank-v4.0-fast', 'Rerank v4.0 Fast', ['text'], ['text'], '2025-12-11'),
  unlisted('cohere', 'rerank-v4.0-pro', 'Rerank v4.0 Pro', ['text'], ['text'], '2025-12-11'),
];

/** The listed copies and those of {@link UNLISTED} that are not among them: what models.dev takes up, it tells itself. */
export function withUnlisted(listed: readonly Copy[], unlistedModels: readonly Copy[]): Copy[] {
  const known = new Set(listed.map(({ provider, upstreamModel }) => `${provider} ${upstreamModel}`));
  return [...listed, ...unlistedModels.filter((copy) => !known.has(`${copy.provider} ${copy.upstreamModel}`))];
}

function unlisted(
  provider: string,
  upstreamModel: string,
  name: string,
  inputModalities: readonly string[],
  outputModalities: readonly string[],
  releaseDate: string,
): Copy {
  return {
    provider,
    upstreamModel,
    path: `unlisted["${upstreamModel}"]`,
    name,
    releaseDate,
    inputModalities,
    outputModalities,
    limit: {},
    tools: false,
    reasoning: false,
    reasoningOptions: undefined,
    cost: undefined,
    modes: undefined,
  };
}

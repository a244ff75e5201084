import { describe, expect, it } from 'vitest';
import { sameModel } from './same-models';
import { spellingKey } from './spelling';
import { readUpstreamName } from './upstream-names';

describe('a provider’s own name for a model', () => {
  it.each([
    ['openai', 'gpt-5.4', 'openai', ['gpt-5.4']],
    ['gemini', 'gemma-4-31b-it', 'google', ['gemma-4-31b-it']],
    ['gemini', 'nano-banana', 'google', ['nano-banana']],
    ['alibaba', 'kimi-k3', 'moonshotai', ['kimi-k3']],
    ['alibaba', 'qwen3-coder-plus', 'qwen', ['qwen3-coder-plus']],
    ['minimax', 'MiniMax-M2.5', 'minimax', ['minimax-m2.5']],
    ['mistral', 'zai-glm-5-3', 'z-ai', ['glm-5-3']],
    ['groq', 'openai/gpt-oss-120b', 'openai', ['gpt-oss-120b']],
    ['groq', 'llama-3.3-70b-versatile', 'meta-llama', ['llama-3.3-70b-versatile']],
    ['groq', 'allam-2-7b', 'groq', ['allam-2-7b']],
    ['together', 'meta-llama/Llama-3.3-70B-Instruct-Turbo', 'meta-llama', ['llama-3.3-70b-instruct']],
    ['together', 'zai-org/GLM-5.3-Flash', 'z-ai', ['glm-5.3-flash']],
    ['together', 'Qwen/Qwen3-Coder-480B-A35B-Instruct-FP8', 'qwen', ['qwen3-coder-480b-a35b-instruct']],
    ['fireworks', 'accounts/fireworks/models/glm-5p3', 'z-ai', ['glm-5.3']],
    ['fireworks', 'accounts/fireworks/models/qwen3p8-2p4t-a95b', 'qwen', ['qwen3.8-2.4t-a95b']],
    ['fireworks', 'accounts/fireworks/routers/kimi-latest', 'fireworks', ['kimi-latest']],
    ['azure', 'grok-4-20-reasoning', 'x-ai', ['grok-4-20-reasoning']],
    ['azure', 'cohere-embed-v-4-0', 'cohere', ['embed-v-4-0']],
    ['azure', 'llama-4-maverick-17b-128e-instruct-fp8', 'meta-llama', ['llama-4-maverick-17b-128e-instruct']],
    ['vertex', 'claude-opus-4-5@20251101', 'anthropic', ['claude-opus-4-5-20251101']],
    ['vertex', 'claude-sonnet-5@default', 'anthropic', ['claude-sonnet-5']],
    ['vertex', 'zai-org/glm-5-maas', 'z-ai', ['glm-5']],
    ['bedrock', 'amazon.nova-lite-v1:0', 'amazon', ['nova-lite-v1', 'nova-lite']],
    ['bedrock', 'us-gov.openai.gpt-oss-20b-1:0', 'openai', ['gpt-oss-20b-1', 'gpt-oss-20b']],
    ['bedrock', 'eu.anthropic.claude-opus-4-6-v1', 'anthropic', ['claude-opus-4-6-v1', 'claude-opus-4-6']],
    ['bedrock', 'anthropic.claude-fable-5-1', 'anthropic', ['claude-fable-5-1', 'claude-fable-5-1']],
    ['bedrock', 'nvidia.nemotron-nano-9b-v2', 'nvidia', ['nemotron-nano-9b-v2', 'nemotron-nano-9b-v2']],
    ['bedrock', 'deepseek.r1-v1:0', 'deepseek', ['deepseek-r1-v1', 'deepseek-r1']],
  ])('%s %s is of %s', (provider, name, author, slugs) => {
    expect(readUpstreamName(provider, name)).toEqual({ author, slugs });
  });

  it('differs from another’s only in spelling', () => {
    expect(spellingKey('claude-opus-4-5')).toBe(spellingKey('claude-opus-4.5'));
    expect(spellingKey('llama3-1-70b-instruct')).toBe(spellingKey('Llama-3.1-70B-Instruct'));
    expect(spellingKey('gpt-5.1')).not.toBe(spellingKey('gpt-5'));
  });

  it.each([
    ['groq', 'meta-llama', 'llama-3.1-8b-instant', 'meta-llama/llama-3.1-8b-instruct'],
    ['azure', 'x-ai', 'grok-4-20-reasoning', 'x-ai/grok-4.20-0309-reasoning'],
    ['bedrock', 'deepseek', 'deepseek-v3-v1', 'deepseek/deepseek-chat-v3.1'],
    ['together', 'deepseek', 'deepseek-v3-v1', undefined],
    ['openai', 'openai', 'gpt-5.4', undefined],
  ])('%s %s/%s is in the table of same models as %s', (provider, author, slug, id) => {
    expect(sameModel(provider, author, slug)).toBe(id);
  });
});

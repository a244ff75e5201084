import { anthropicMessages, type DialectId, openAiChat } from '@nuvra/dialects';
import { type ProviderApi } from '@nuvra/providers';
import { describe, expect, it } from 'vitest';
import { chooseApi } from './choose-api';

const CHAT: ProviderApi = { dialect: openAiChat, path: () => '/chat/completions' };
const MESSAGES: ProviderApi = { dialect: anthropicMessages, path: () => '/messages', keepsReasoning: true };

describe('a provider is called in', () => {
  it.each<[what: string, apis: readonly ProviderApi[], client: DialectId, reasons: boolean, chosen: ProviderApi]>([
    ['the client’s dialect', [CHAT, MESSAGES], 'anthropic-messages', false, MESSAGES],
    ['the client’s dialect, though another would keep reasoning', [CHAT, MESSAGES], 'openai-chat', true, CHAT],
    ['its first, for a client of another', [CHAT, MESSAGES], 'gemini', false, CHAT],
    [
      'the one that keeps reasoning, for a client of another and a model that reasons',
      [CHAT, MESSAGES],
      'gemini',
      true,
      MESSAGES,
    ],
    ['its first, where none keeps reasoning', [CHAT], 'gemini', true, CHAT],
  ])('%s', (_what, apis, client, reasons, chosen) => {
    expect(chooseApi(apis, client, reasons)).toBe(chosen);
  });
});

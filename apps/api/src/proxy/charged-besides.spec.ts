import { type DialectId, type JsonObject } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import { type Charge, chargedBesides } from './charged-besides';

describe('a vendor charges besides text for', () => {
  it.each<[dialect: DialectId, body: JsonObject, charges: Charge[]]>([
    ['openai-chat', { modalities: ['text', 'audio'] }, [{ path: 'modalities', unit: 'outputAudioTokens' }]],
    ['openai-chat', { web_search_options: {} }, [{ path: 'web_search_options', unit: 'web-search', count: 1 }]],
    [
      'openai-responses',
      { tools: [{ type: 'function' }, { type: 'web_search_preview_2025_03_11' }, { type: 'image_generation' }] },
      [
        { path: 'tools[1]', unit: 'web-search' },
        { path: 'tools[2]', unit: undefined },
      ],
    ],
    [
      'anthropic-messages',
      { tools: [{ type: 'web_search_20260209' }, { type: 'code_execution_20260120' }, { type: 'advisor_20260301' }] },
      [
        { path: 'tools[0]', unit: 'web-search' },
        { path: 'tools[1]', unit: undefined },
        { path: 'tools[2]', unit: undefined },
      ],
    ],
    ['anthropic-messages', { fallbacks: 'default' }, [{ path: 'fallbacks', unit: undefined }]],
    ['anthropic-messages', { inference_geo: 'us' }, [{ path: 'inference_geo', unit: undefined }]],
    [
      'gemini',
      { tools: [{ googleSearch: {}, google_maps: {} }] },
      [
        { path: 'tools[0].googleSearch', unit: 'web-search' },
        { path: 'tools[0].google_maps', unit: undefined },
      ],
    ],
    [
      'gemini',
      { generation_config: { response_modalities: ['text', 'image'] } },
      [{ path: 'generationConfig.responseModalities', unit: 'outputImageTokens' }],
    ],
  ])('%s: %j', (dialect, body, charges) => {
    expect(chargedBesides[dialect](body)).toEqual(charges);
  });

  it.each<[dialect: DialectId, body: JsonObject]>([
    ['openai-chat', { modalities: ['text'], web_search_options: null }],
    ['openai-responses', { tools: [{ type: 'function' }, { type: 'custom' }, { type: 'mcp' }, null] }],
    ['openai-responses', { tools: 'none' }],
    [
      'anthropic-messages',
      { tools: [{ name: 'web_search' }, { type: 'web_fetch_20260309' }], inference_geo: 'global' },
    ],
    ['gemini', { tools: [{ functionDeclarations: [] }, { codeExecution: {} }, { urlContext: {} }, null] }],
  ])('nothing of %s: %j', (dialect, body) => {
    expect(chargedBesides[dialect](body)).toEqual([]);
  });
});

import { type DialectId, type JsonObject } from '@nuvra/dialects';
import { describe, expect, it } from 'vitest';
import { AppError } from '../errors/app-error';
import { refuseVendorObjects } from './vendor-objects';

const refusal = (dialect: DialectId, body: JsonObject): AppError['failure'] | undefined => {
  try {
    refuseVendorObjects(dialect, body);
  } catch (error) {
    if (error instanceof AppError) return error.failure;
    throw error;
  }
  return undefined;
};

const user = (...content: object[]): JsonObject => ({ messages: [{ role: 'user', content }] });
const input = (...items: object[]): JsonObject => ({ input: items });
const parts = (...list: object[]): JsonObject => ({ contents: [{ parts: list }] });
const KEPT = 'https://generativelanguage.googleapis.com/v1beta/files/abc';

describe('what a vendor keeps is refused, naming the field', () => {
  it.each<[dialect: DialectId, param: string, body: JsonObject]>([
    ['openai-responses', 'previous_response_id', { input: 'Hi', previous_response_id: 'resp_1' }],
    ['openai-responses', 'conversation', { conversation: 'conv_1' }],
    ['openai-responses', 'conversation', { conversation: { id: 'conv_1' } }],
    ['openai-responses', 'prompt.id', { prompt: { id: 'pmpt_1', version: '2' } }],
    ['openai-responses', 'input[1].id', input({ role: 'user' }, { type: 'item_reference', id: 'msg_1' })],
    ['openai-responses', 'input[0].id', input({ id: 'rs_1' })],
    ['openai-responses', 'input[0].id', input({ type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: null })],
    ['openai-responses', 'input[0].id', input({ type: 'image_generation_call', id: 'ig_1', status: 'completed' })],
    [
      'openai-responses',
      'input[0].content[0].file_id',
      input({ content: [{ type: 'input_file', file_id: 'file-1' }] }),
    ],
    ['openai-responses', 'tools[0].vector_store_ids', { tools: [{ type: 'file_search', vector_store_ids: ['vs_1'] }] }],
    ['openai-responses', 'tools[0].container', { tools: [{ type: 'code_interpreter', container: 'cntr_1' }] }],
    [
      'openai-responses',
      'tools[0].container.file_ids',
      { tools: [{ type: 'code_interpreter', container: { type: 'auto', file_ids: ['file-1'] } }] },
    ],
    [
      'openai-responses',
      'tools[0].environment.container_id',
      { tools: [{ type: 'shell', environment: { type: 'container_reference', container_id: 'cntr_1' } }] },
    ],
    ['openai-responses', 'tools[0].tunnel_id', { tools: [{ type: 'mcp', tunnel_id: 'tunnel_1' }] }],
    [
      'openai-responses',
      'prompt_cache_options.comparison_response_id',
      { prompt_cache_options: { comparison_response_id: 'resp_1' } },
    ],
    [
      'openai-chat',
      'messages[0].content[1].file.file_id',
      user({ type: 'text' }, { type: 'file', file: { file_id: 'x' } }),
    ],
    ['openai-chat', 'messages[0].content[0].image_url.url', user({ type: 'image_url', image_url: { url: KEPT } })],
    ['anthropic-messages', 'container', { container: 'container_1' }],
    ['anthropic-messages', 'container', { container: { id: 'container_1', skills: [] } }],
    [
      'anthropic-messages',
      'container.skills[1].skill_id',
      {
        container: {
          skills: [
            { type: 'anthropic', skill_id: 'xlsx' },
            { type: 'custom', skill_id: 'skill_1' },
          ],
        },
      },
    ],
    ['anthropic-messages', 'diagnostics.previous_message_id', { diagnostics: { previous_message_id: 'msg_1' } }],
    [
      'anthropic-messages',
      'messages[0].content[0].source.file_id',
      user({ type: 'document', source: { type: 'file', file_id: 'file_1' } }),
    ],
    ['anthropic-messages', 'messages[0].content[0].file_id', user({ type: 'container_upload', file_id: 'file_1' })],
    ['gemini', 'cachedContent', { cachedContent: 'cachedContents/abc' }],
    ['gemini', 'cached_content', { cached_content: 'cachedContents/abc' }],
    ['gemini', 'contents[0].parts[0].fileData.fileUri', parts({ fileData: { fileUri: KEPT } })],
    ['gemini', 'contents[0].parts[0].file_data.file_uri', parts({ file_data: { file_uri: 'gs://bucket/x' } })],
    [
      'gemini',
      'contents[0].parts[0].functionResponse.parts[0].fileData.fileUri',
      parts({ functionResponse: { name: 'x', response: {}, parts: [{ fileData: { fileUri: 'files/abc' } }] } }),
    ],
    [
      'gemini',
      'tools[0].fileSearch.fileSearchStoreNames',
      { tools: [{ fileSearch: { fileSearchStoreNames: ['fileSearchStores/x'] } }] },
    ],
  ])('%s: %s', (dialect, param, body) => {
    expect(refusal(dialect, body)).toMatchObject({ kind: 'not-found', code: 'not_found', param });
  });

  it.each([
    'https://generativelanguage.googleapis.com./v1beta/files/abc',
    'https://a@GenerativeLanguage.GoogleAPIs.com:443/v1beta/files/abc',
    'https://%67enerativelanguage.googleapis.com/files/abc',
    'https:\\\\generativelanguage.googleapis.com/files/abc',
    'GS://bucket/x',
  ])('however it is spelt: %s', (fileUri) => {
    expect(refusal('gemini', parts({ fileData: { fileUri } }))).toMatchObject({ kind: 'not-found' });
  });

  it('as a reply that would have to be kept', () => {
    expect(refusal('openai-responses', { background: true })).toMatchObject({
      kind: 'invalid-request',
      param: 'background',
    });
  });
});

describe('what no vendor keeps passes', () => {
  it.each<[what: string, dialect: DialectId, body: JsonObject]>([
    [
      'absent ids',
      'openai-responses',
      { previous_response_id: null, conversation: null, prompt: null, background: false },
    ],
    [
      'no ids',
      'openai-responses',
      { tools: [{ type: 'code_interpreter', container: { type: 'auto', file_ids: [] } }] },
    ],
    ['text in place of items', 'openai-responses', { input: 'Hi' }],
    [
      'items that say more than their id',
      'openai-responses',
      input(
        { type: 'reasoning', id: 'rs_1', summary: [], encrypted_content: 'x' },
        { type: 'message', id: 'msg_1', content: 'x' },
      ),
    ],
    [
      'a schema that describes such a field',
      'openai-chat',
      { tools: [{ type: 'function', function: { name: 'f', parameters: { default: { file_id: 'x' } } } }] },
    ],
    ['what a model wrote', 'anthropic-messages', user({ type: 'tool_use', input: { file_id: 'x', container: 'y' } })],
    ['what a function answered', 'gemini', parts({ functionResponse: { name: 'f', response: { file_id: 'x' } } })],
    ['the client’s own notes', 'openai-responses', { metadata: { file_id: 'x' }, client_metadata: { container: 'y' } }],
    ['a word that means something else deeper down', 'openai-chat', user({ type: 'text', text: 'x', thread: 't' })],
    [
      'skills that everybody has',
      'anthropic-messages',
      { container: { skills: [{ type: 'anthropic', skill_id: 'xlsx' }] } },
    ],
    ['media of anybody’s', 'gemini', parts({ fileData: { fileUri: 'https://www.youtube.com/watch?v=1' } })],
    ['media inline', 'openai-chat', user({ type: 'image_url', image_url: { url: 'data:image/png;base64,AAAA' } })],
  ])('%s', (_what, dialect, body) => {
    expect(refusal(dialect, body)).toBeUndefined();
  });
});

it.each([{ type: 'create' }, { type: 'continue', previous_message_id: 'msg_1' }])(
  'a thread is refused in the words at which Anthropic’s SDK goes on without one: %j',
  (thread) => {
    expect(refusal('anthropic-messages', { thread })).toMatchObject({
      kind: 'invalid-request',
      code: 'thread_unsupported_request',
      param: 'thread',
    });
  },
);

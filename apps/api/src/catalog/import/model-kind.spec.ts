import { expect, it } from 'vitest';
import { type Copy } from './models-dev';
import { modelKind } from './model-kind';

const copy = (upstreamModel: string, inputs = ['text'], outputs = ['text']): Copy => ({
  provider: 'openai',
  upstreamModel,
  path: '',
  name: upstreamModel,
  inputModalities: inputs,
  outputModalities: outputs,
  limit: {},
  reasoningOptions: undefined,
  cost: undefined,
  modes: undefined,
});

it.each([
  ['chat', copy('gpt-5.4')],
  ['chat', copy('meta-llama/Llama-3.3-70B-Instruct-Turbo')],
  ['chat', copy('gemini-2.5-flash-image', ['text', 'image'], ['text', 'image'])],
  ['completion', copy('gpt-3.5-turbo-instruct')],
  ['completion', copy('openai/gpt-3.5-turbo-instruct')],
  ['completion', copy('davinci-002')],
  ['embedding', copy('text-embedding-3-small')],
  ['image', copy('gpt-image-1', ['text', 'image'], ['image'])],
  ['image', copy('gpt-image-1.5', ['text', 'image'], ['text', 'image'])],
  ['speech', copy('tts-1', ['text'], ['audio'])],
  ['transcription', copy('whisper-large-v3', ['audio'])],
  ['transcription', copy('gpt-4o-mini-transcribe', ['audio', 'text'])],
  ['transcription', copy('voxtral-mini-latest', ['audio'])],
  ['moderation', copy('omni-moderation-latest', ['text', 'image'])],
  ['rerank', copy('rerank-v3.5')],
  ['video', copy('veo-3', ['text'], ['video'])],
  ['realtime', copy('gpt-realtime', ['text', 'audio'], ['text', 'audio'])],
])('a model is for %s by its name and modalities: $1.upstreamModel', (kind, model) => {
  expect(modelKind(model)).toBe(kind);
});

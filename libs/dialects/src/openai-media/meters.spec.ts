import { type ImagesResponse } from 'openai/resources/images';
import { describe, expect, it } from 'vitest';
import { type JsonObject } from '../call';
import { imagesMeter } from './images';
import { type Meter, type Metered, withCost } from './meter';
import { moderationMeter } from './moderation';
import { rerankMeter } from './rerank';
import { audioIn, SPEECH_TYPES, speechMeter } from './speech';
import { transcriptionMeter } from './transcription';

const imagesUsage: ImagesResponse.Usage = {
  input_tokens: 50,
  input_tokens_details: { text_tokens: 10, image_tokens: 40 },
  output_tokens: 272,
  total_tokens: 322,
};

it.each<[string, Meter, JsonObject, Metered | undefined]>([
  [
    'images by tokens and by the piece',
    imagesMeter,
    { data: [{}, {}], usage: imagesUsage },
    { usage: { inputTokens: 10, inputImageTokens: 40, outputImageTokens: 272 }, items: { image: 2 } },
  ],
  [
    'images of a model that says words too',
    imagesMeter,
    { data: [{}], usage: { ...imagesUsage, output_tokens_details: { text_tokens: 72, image_tokens: 200 } } },
    { usage: { inputTokens: 10, inputImageTokens: 40, outputImageTokens: 200, outputTokens: 72 }, items: { image: 1 } },
  ],
  ['images of a vendor that tells no tokens', imagesMeter, { data: [{}, {}] }, { items: { image: 2 } }],
  [
    'the end of a stream of images',
    imagesMeter,
    { type: 'image_generation.completed', usage: { input_tokens: 3, output_tokens: 4 } },
    { usage: { inputTokens: 3, outputImageTokens: 4 }, items: { image: 1 } },
  ],
  ['nothing of a picture on the way', imagesMeter, { type: 'image_generation.partial_image', b64_json: '' }, undefined],
  [
    'a transcript by tokens',
    transcriptionMeter,
    {
      text: 'Hi',
      usage: {
        type: 'tokens',
        input_tokens: 14,
        input_token_details: { text_tokens: 4, audio_tokens: 10 },
        output_tokens: 2,
      },
    },
    { usage: { inputTokens: 4, inputAudioTokens: 10, outputTokens: 2 } },
  ],
  [
    'a transcript by tokens that are not told apart',
    transcriptionMeter,
    { text: 'Hi', usage: { type: 'tokens', input_tokens: 14, output_tokens: 2 } },
    { usage: { inputAudioTokens: 14, outputTokens: 2 } },
  ],
  [
    'a transcript by time',
    transcriptionMeter,
    { text: 'Hi', usage: { type: 'duration', seconds: 9 } },
    { items: { second: 9 } },
  ],
  ['a transcript by begun seconds', transcriptionMeter, { text: 'Hi', duration: 8.47 }, { items: { second: 9 } }],
  ['nothing of a transcript that tells nothing', transcriptionMeter, { text: 'Hi' }, undefined],
  [
    'speech at its end',
    speechMeter,
    { type: 'speech.audio.done', usage: { input_tokens: 5, output_tokens: 90, total_tokens: 95 } },
    { usage: { inputTokens: 5, outputAudioTokens: 90 } },
  ],
  [
    'speech of which only the words are told',
    speechMeter,
    { usage: { input_tokens: 5 } },
    { usage: { inputTokens: 5 } },
  ],
  [
    'speech of which only the sound is told',
    speechMeter,
    { usage: { output_tokens: 90 } },
    { usage: { outputAudioTokens: 90 } },
  ],
  [
    'a transcript of which only the sound is told',
    transcriptionMeter,
    { usage: { input_tokens: 14 } },
    { usage: { inputAudioTokens: 14 } },
  ],
  [
    'a transcript of which only the words are told',
    transcriptionMeter,
    { usage: { output_tokens: 2 } },
    { usage: { outputTokens: 2 } },
  ],
  ['a recording of no length', transcriptionMeter, { duration: 0 }, { items: { second: 0 } }],
  ['nothing of a length that is none', transcriptionMeter, { duration: '9' }, undefined],
  ['nothing of a length below none', transcriptionMeter, { duration: -9 }, undefined],
  [
    'tokens without a picture',
    imagesMeter,
    { data: [], usage: { input_tokens: 3, output_tokens: 0 } },
    { usage: { inputTokens: 3, outputImageTokens: 0 } },
  ],
  [
    'tokens of another vendor that sorts by them',
    rerankMeter,
    { results: [], meta: { tokens: { input_tokens: 7 } } },
    { usage: { inputTokens: 7 } },
  ],
  ['nothing of speech on the way', speechMeter, { type: 'speech.audio.delta', audio: '' }, undefined],
  ['searches', rerankMeter, { results: [], meta: { billed_units: { search_units: 2 } } }, { items: { request: 2 } }],
  [
    'tokens of a vendor that sorts by them',
    rerankMeter,
    { results: [], usage: { total_tokens: 7 } },
    { usage: { inputTokens: 7 } },
  ],
  [
    'tokens of Cohere’s models that sort by them',
    rerankMeter,
    { results: [], meta: { billed_units: { input_tokens: 7 } } },
    { usage: { inputTokens: 7 } },
  ],
  ['nothing of a ranking that tells nothing', rerankMeter, { results: [] }, undefined],
  ['a moderation by the request', moderationMeter, { results: [] }, { items: { request: 1 } }],
  [
    'a moderation that tells tokens',
    moderationMeter,
    { results: [], usage: { prompt_tokens: 3, total_tokens: 3 } },
    { usage: { inputTokens: 3 }, items: { request: 1 } },
  ],
])('a meter reads %s', (_what, meter, body, metered) => {
  expect(meter(body)).toStrictEqual(metered);
});

describe('audioIn', () => {
  it('an event is its sound, of a delta alone', () => {
    expect(audioIn({ type: 'speech.audio.delta', audio: 'SUQz' })?.toString()).toBe('ID3');
    expect(audioIn({ type: 'speech.audio.done', audio: 'SUQz' })).toBeUndefined();
  });
});

it.each([
  ['mp3', 'audio/mpeg'],
  ['opus', 'audio/ogg'],
  ['aac', 'audio/aac'],
  ['flac', 'audio/flac'],
  ['wav', 'audio/wav'],
  ['pcm', 'audio/pcm'],
])('speech as %s is of type %s', (format, mediaType) => {
  expect(SPEECH_TYPES[format]).toBe(mediaType);
});

describe('withCost', () => {
  it.each([
    ['{"usage": {"input_tokens": 1}, "data": []}', '{"usage": {"cost":0.5,"input_tokens": 1}, "data": []}'],
    ['{"data": []}\n', '{"data": [],"usage":{"cost":0.5}}\n'],
    ['{}', '{"usage":{"cost":0.5}}'],
    ['{"usage": {"cost": 1}}', '{"usage": {"cost": 1}}'],
  ])('of %s is %s', (text, costed) => {
    expect(withCost(text, JSON.parse(text) as JsonObject, 0.5)).toBe(costed);
  });
});

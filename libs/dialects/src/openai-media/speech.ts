import { asObject, asText, asWhole } from '../json';
import { type JsonObject } from '../call';
import { type Meter } from './meter';

/**
 * Reads what speech cost: only its stream of events tells, at the end.
 * https://developers.openai.com/api/reference/resources/audio/subresources/speech (`speech.audio.done`)
 */
export const speechMeter: Meter = (event) => {
  const usage = asObject(event['usage']);
  const input = asWhole(usage?.['input_tokens']);
  const output = asWhole(usage?.['output_tokens']);
  if (input === undefined && output === undefined) return undefined;
  return {
    usage: {
      ...(input !== undefined && { inputTokens: input }),
      ...(output !== undefined && { outputAudioTokens: output }),
    },
  };
};

/** The sound in an event of the stream; undefined where it has none. */
export function audioIn(event: JsonObject): Buffer | undefined {
  const audio = event['type'] === 'speech.audio.delta' ? asText(event['audio']) : undefined;
  return audio === undefined ? undefined : Buffer.from(audio, 'base64');
}

/** The media type of each format of speech, as OpenAI sends it. */
export const SPEECH_TYPES: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/ogg',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
};

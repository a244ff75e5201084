import { type TranscriptionSegment, type TranscriptionVerbose } from 'openai/resources/audio/transcriptions';
import { type JsonObject } from '../call';
import { UnreadableReply } from '../dialect';
import { asList, asObject, asWhole } from '../json';
import { remainder } from '../usage';
import { type Meter } from './meter';

/**
 * Reads what a transcription cost: tokens where they are told, and the seconds of the recording. Of a stream the last event
 * tells. https://developers.openai.com/api/reference/resources/audio/subresources/transcriptions
 */
export const transcriptionMeter: Meter = (body) => {
  const usage = asObject(body['usage']) ?? {};
  const seconds = secondsOf(usage['seconds']) ?? secondsOf(body['duration']);
  const input = asWhole(usage['input_tokens']);
  const output = asWhole(usage['output_tokens']);
  const words = asWhole(asObject(usage['input_token_details'])?.['text_tokens']);
  if (seconds === undefined && input === undefined && output === undefined) return undefined;
  return {
    ...((input !== undefined || output !== undefined) && {
      usage: {
        ...(words !== undefined && { inputTokens: words }),
        ...(input !== undefined && { inputAudioTokens: remainder(input, words) }),
        ...(output !== undefined && { outputTokens: output }),
      },
    }),
    ...(seconds !== undefined && { items: { second: seconds } }),
  };
};

/** Begun seconds are whole ones. */
function secondsOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? Math.ceil(value) : undefined;
}

/** What a client may ask to get, besides `verbose_json`. */
export type TranscriptFormat = 'json' | 'text' | 'srt' | 'vtt';

/**
 * Writes a transcript that came as `verbose_json`, which alone tells how long the recording was, in the format that the client asked for.
 * Subtitles as https://www.w3.org/TR/webvtt1/ and SubRip have them, and as Whisper writes them.
 * @throws {UnreadableReply} when it is no transcript
 */
export function writeTranscript(body: JsonObject, format: TranscriptFormat): string {
  const { text } = body as Partial<Record<keyof TranscriptionVerbose, unknown>>;
  if (typeof text !== 'string') throw new UnreadableReply('A transcript without text');
  switch (format) {
    case 'json':
      return JSON.stringify({ text, ...('usage' in body && { usage: body['usage'] }) });
    case 'text':
      return `${text}\n`;
    case 'srt':
      return segmentsOf(body)
        .map((segment, index) => `${index + 1}\n${times(segment, ',')}\n${segment.text}\n\n`)
        .join('');
    case 'vtt':
      return `WEBVTT\n\n${segmentsOf(body)
        .map((segment) => `${times(segment, '.')}\n${segment.text}\n\n`)
        .join('')}`;
  }
}

type Segment = Pick<TranscriptionSegment, 'start' | 'end' | 'text'>;

function segmentsOf(body: JsonObject): Segment[] {
  return asList(body['segments']).map((segment) => {
    const { start, end, text } = (asObject(segment) ?? {}) as Partial<Record<keyof Segment, unknown>>;
    if (typeof start !== 'number' || typeof end !== 'number' || typeof text !== 'string') {
      throw new UnreadableReply('A segment of a transcript without its times');
    }
    // An arrow would end the line of times.
    return { start, end, text: text.trim().replaceAll('-->', '->') };
  });
}

function times({ start, end }: Segment, point: ',' | '.'): string {
  return `${clock(start, point)} --> ${clock(end, point)}`;
}

function clock(seconds: number, point: string): string {
  const milliseconds = Math.round(seconds * 1000);
  const part = (unit: number, modulus: number, digits = 2) =>
    String(Math.floor(milliseconds / unit) % modulus).padStart(digits, '0');
  return `${part(3_600_000, 100)}:${part(60_000, 60)}:${part(1000, 60)}${point}${part(1, 1000, 3)}`;
}

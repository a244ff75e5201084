import { expect, it } from 'vitest';
import { UnreadableReply } from '../dialect';
import { type TranscriptFormat, writeTranscript } from './transcription';

const VERBOSE = {
  task: 'transcribe',
  duration: 3725.5,
  text: 'Hello. A --> B.',
  segments: [
    { id: 0, start: 0, end: 1.2345, text: ' Hello.' },
    { id: 1, start: 3723.9996, end: 3725.5, text: ' A --> B.' },
  ],
  usage: { type: 'duration', seconds: 3726, cost: 0.3726 },
};

it.each<[TranscriptFormat, string]>([
  ['json', '{"text":"Hello. A --> B.","usage":{"type":"duration","seconds":3726,"cost":0.3726}}'],
  ['text', 'Hello. A --> B.\n'],
  ['srt', '1\n00:00:00,000 --> 00:00:01,235\nHello.\n\n2\n01:02:04,000 --> 01:02:05,500\nA -> B.\n\n'],
  ['vtt', 'WEBVTT\n\n00:00:00.000 --> 00:00:01.235\nHello.\n\n01:02:04.000 --> 01:02:05.500\nA -> B.\n\n'],
])('a transcript is written as %s', (format, text) => {
  expect(writeTranscript(VERBOSE, format)).toBe(text);
});

it('one without usage has none as JSON either', () => {
  expect(writeTranscript({ text: 'Hi' }, 'json')).toBe('{"text":"Hi"}');
});

it.each([
  ['json', {}],
  ['srt', { text: 'Hi', segments: [{ start: 0, text: 'Hi' }] }],
  ['vtt', { text: 'Hi', segments: [null] }],
  ['vtt', { text: 'Hi', segments: [{ end: 1, text: 'Hi' }] }],
  ['vtt', { text: 'Hi', segments: [{ start: 0, end: 1 }] }],
] as const)('what is none cannot be written as %s: %j', (format, body) => {
  expect(() => writeTranscript(body as never, format)).toThrow(UnreadableReply);
});

import type { ModelKind } from '../file/catalog';
import type { Copy } from './models-dev';

/** What a model is for. models.dev does not say; its name and modalities do. */
export function modelKind({ upstreamModel, inputModalities, outputModalities }: Copy): ModelKind {
  const name = upstreamModel.toLowerCase();
  const only = (modalities: readonly string[], modality: string) => modalities.every((each) => each === modality);
  if (/(^|[-/])(realtime|live|livetranslate)(-|$)/.test(name)) return 'realtime';
  if (name.includes('embed')) return 'embedding';
  if (name.includes('moderation')) return 'moderation';
  if (name.includes('rerank')) return 'rerank';
  if (/(^|\/)(gpt-3\.5-turbo-instruct|davinci-002|babbage-002)$/.test(name)) return 'completion';
  if (/(^|[-/])(whisper|transcribe)(-|$)/.test(name)) return 'transcription';
  if (outputModalities.includes('video')) return 'video';
  if (only(outputModalities, 'audio')) return 'speech';
  if (only(inputModalities, 'audio') && only(outputModalities, 'text')) return 'transcription';
  // OpenAI's image models are listed with text among what they put out, but only the images API serves them.
  if (!outputModalities.includes('text') || /(^|[-/])(gpt|chatgpt)-image-/.test(name)) return 'image';
  return 'chat';
}

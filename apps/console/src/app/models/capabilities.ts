import { type ModelSummaryDto } from '@nuvra/api-client';
import { type IconName } from '../icon/icons';

interface Capability {
  readonly label: string;
  readonly icon: IconName;
  readonly has: (model: ModelSummaryDto) => boolean;
}

/** What a model can do, as the list shows it, in this order. */
export const CAPABILITIES: readonly Capability[] = [
  { label: 'tools', icon: 'wrench', has: ({ capabilities }) => capabilities.includes('tools') },
  { label: 'reasoning', icon: 'brain', has: ({ capabilities }) => capabilities.includes('reasoning') },
  { label: 'structured output', icon: 'braces', has: ({ capabilities }) => capabilities.includes('structuredOutput') },
  { label: 'image input', icon: 'image', has: ({ inputModalities }) => inputModalities.includes('image') },
  { label: 'audio input', icon: 'audio-lines', has: ({ inputModalities }) => inputModalities.includes('audio') },
];

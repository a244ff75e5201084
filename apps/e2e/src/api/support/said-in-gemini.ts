import { type MediaModality, type Part } from '@google/genai';
import { type Said, some, type Tokens } from './said';

/** Gemini's reply as it stands on the wire; the SDK's own class adds getters. */
export interface GeminiReply {
  readonly candidates?: readonly {
    readonly content?: { readonly parts?: readonly Part[] };
    readonly finishReason?: string;
  }[];
  readonly usageMetadata?: {
    readonly promptTokenCount?: number;
    readonly promptTokensDetails?: readonly { readonly modality?: `${MediaModality}`; readonly tokenCount?: number }[];
    readonly cachedContentTokenCount?: number;
    readonly toolUsePromptTokenCount?: number;
    readonly candidatesTokenCount?: number;
    readonly thoughtsTokenCount?: number;
  };
}

const FINISHES: Readonly<Record<string, string>> = {
  MAX_TOKENS: 'length',
  SAFETY: 'content_filter',
  RECITATION: 'content_filter',
  BLOCKLIST: 'content_filter',
  PROHIBITED_CONTENT: 'content_filter',
  SPII: 'content_filter',
};

/** What Gemini says in the objects of a reply or stream. All have one candidate, and all streams end in usage. */
export function saidInGemini(replies: readonly GeminiReply[]): Said {
  const parts = replies.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
  const calls = parts.flatMap(({ functionCall }) => (functionCall ? [functionCall] : []));
  const reason = replies.findLast(({ candidates }) => candidates?.[0]?.finishReason)?.candidates?.[0]?.finishReason;
  return {
    text: parts.map(({ text, thought }) => (thought ? '' : (text ?? ''))).join(''),
    reasoning: parts.map(({ text, thought }) => (thought ? (text ?? '') : '')).join(''),
    proofs: parts.flatMap(({ text, functionCall, thoughtSignature }) =>
      thoughtSignature && (text !== undefined || functionCall) ? [thoughtSignature] : [],
    ),
    calls: calls.map(({ id, name, args }) => ({ id, name: name!, arguments: args ?? {} })),
    // Gemini ends a turn of calls like any other.
    finish: FINISHES[reason!] ?? (calls.length > 0 ? 'tool_calls' : 'stop'),
    usage: tokensIn(replies.findLast(({ usageMetadata }) => usageMetadata) ?? {}),
  };
}

/** Gemini counts cached tokens within the prompt, prompts of its own tools on top of it, and thoughts beside the candidates. */
function tokensIn({ usageMetadata: usage = {} }: GeminiReply): Tokens {
  const reasoning = usage.thoughtsTokenCount ?? 0;
  const of = (wanted: `${MediaModality}`): number =>
    (usage.promptTokensDetails ?? []).reduce(
      (sum, { modality, tokenCount = 0 }) => sum + (modality === wanted ? tokenCount : 0),
      0,
    );
  return {
    prompt: (usage.promptTokenCount ?? 0) + (usage.toolUsePromptTokenCount ?? 0),
    cached: usage.cachedContentTokenCount ?? 0,
    written: 0,
    completion: (usage.candidatesTokenCount ?? 0) + reasoning,
    reasoning,
    ...some('audio', of('AUDIO')),
    ...some('image', of('IMAGE')),
  };
}

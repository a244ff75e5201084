/**
 * The neutral vocabulary for a request. Every inbound dialect reads its wire format into a {@link Call}; every upstream
 * dialect writes a Call in its own. The words are the field's own; where vendors disagree the comment says which sense is meant.
 */

export type DialectId = 'openai-chat' | 'openai-responses' | 'anthropic-messages' | 'gemini';

/** A JSON object as parsed: keys are whatever the sender wrote. */
export type JsonObject = Record<string, unknown>;

/** One request for a completion, independent of any vendor's wire format. */
export interface Call {
  /** The dialect the client spoke: names the fields in receipts and errors. */
  readonly dialect: DialectId;
  /** The model as the client wrote it. */
  readonly model: string;
  readonly stream: boolean;
  readonly messages: readonly Message[];
  readonly tools: readonly Tool[];
  readonly settings: Settings;
  /** Where each setting stood in the client's body, e.g. `maxOutputTokens` at `max_completion_tokens`. */
  readonly settingPaths: Partial<Record<SettingName, string>>;
  /** JSON paths of what the client sent that this vocabulary has no word for; a translation drops them and says so. */
  readonly unknownPaths: readonly string[];
}

/** What every message and part carries: the JSON path in the client's body, for receipts and errors, e.g. `messages[2].content[0]`. */
interface Located {
  readonly path: string;
}

export type Message =
  | (Located & { readonly role: 'system' | 'developer'; readonly parts: readonly TextPart[] })
  | (Located & { readonly role: 'user'; readonly parts: readonly UserPart[]; readonly name?: string })
  | (Located & { readonly role: 'assistant'; readonly parts: readonly AssistantPart[]; readonly name?: string })
  | (Located & { readonly role: 'tool'; readonly parts: readonly ToolResultPart[] });

export type UserPart = TextPart | ImagePart | AudioPart | FilePart;
export type AssistantPart = TextPart | ReasoningPart | RefusalPart | ToolCallPart;

export type TextPart = Located & { readonly type: 'text'; readonly text: string };

export type ImagePart = Located & {
  readonly type: 'image';
  readonly source: MediaSource;
  /** OpenAI's resolution hint. */
  readonly detail?: 'auto' | 'low' | 'high' | 'original';
};

export type AudioPart = Located & { readonly type: 'audio'; readonly source: Base64Source };

export type FilePart = Located & { readonly type: 'file'; readonly source: MediaSource; readonly filename?: string };

/** Bytes inline, or where they can be fetched. `mediaType` is an IANA type such as `image/png`. */
export type MediaSource =
  Base64Source | { readonly kind: 'url'; readonly url: string } | { readonly kind: 'file-id'; readonly id: string };

export interface Base64Source {
  readonly kind: 'base64';
  readonly mediaType: string;
  readonly data: string;
}

/** The model's own reasoning, sent back so that a tool loop continues. */
export type ReasoningPart = Located & {
  readonly type: 'reasoning';
  readonly text?: string;
  readonly state?: ReasoningState;
};

/**
 * Opaque proof of reasoning (thinking signature, redacted thinking, thought signature, encrypted item): only the dialect that
 * issued it can read it, and it must return byte for byte.
 */
export interface ReasoningState {
  readonly dialect: DialectId;
  readonly kind: 'signature' | 'redacted' | 'encrypted';
  readonly data: string;
}

export type RefusalPart = Located & { readonly type: 'refusal'; readonly text: string };

export type ToolCallPart = Located & {
  readonly type: 'tool-call';
  readonly id: string;
  readonly name: string;
  /** JSON text exactly as the model wrote it; may be invalid JSON, or empty for a call without arguments. */
  readonly argumentsText: string;
  /** Gemini's thought signature rides on the call itself. */
  readonly state?: ReasoningState;
};

export type ToolResultPart = Located & {
  readonly type: 'tool-result';
  readonly toolCallId: string;
  readonly content: readonly (TextPart | ImagePart | FilePart)[];
  readonly isError?: boolean;
};

/** A function that the client executes. Server-side tools of a vendor are not part of the vocabulary. */
export type Tool = Located & {
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments; absent when the tool takes none. */
  readonly parameters?: JsonObject;
  readonly strict?: boolean;
};

/**
 * All optional knobs. Each upstream dialect must have a rule for every one of them (a `Record<SettingName, …>`, so that a
 * new setting does not compile until each dialect has decided): nothing is lost by omission.
 */
export interface Settings {
  readonly maxOutputTokens?: number;
  /** 0 to 2, OpenAI's scale. */
  readonly temperature?: number;
  readonly topP?: number;
  readonly topK?: number;
  readonly stopSequences?: readonly string[];
  readonly seed?: number;
  readonly frequencyPenalty?: number;
  readonly presencePenalty?: number;
  /** Token id → bias, −100 to 100. */
  readonly logitBias?: Readonly<Record<string, number>>;
  readonly logprobs?: boolean;
  readonly topLogprobs?: number;
  /** Number of completions wanted (`n`). */
  readonly choices?: number;
  readonly toolChoice?: ToolChoice;
  readonly parallelToolCalls?: boolean;
  readonly outputFormat?: OutputFormat;
  readonly reasoning?: ReasoningSetting;
  readonly verbosity?: 'low' | 'medium' | 'high';
  readonly serviceTier?: string;
  /** The client's identifier of its end user. */
  readonly endUser?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly promptCacheKey?: string;
  readonly store?: boolean;
}

export type SettingName = keyof Settings;

export type ToolChoice =
  { readonly kind: 'auto' | 'none' | 'required' } | { readonly kind: 'tool'; readonly name: string };

export type OutputFormat =
  | { readonly kind: 'text' | 'json-object' }
  | {
      readonly kind: 'json-schema';
      readonly name?: string;
      readonly description?: string;
      readonly schema: JsonObject;
      readonly strict?: boolean;
    };

/** How much the model should think: a word, or a budget in tokens (0: not at all). */
export type ReasoningSetting =
  | { readonly kind: 'effort'; readonly effort: 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max' }
  | { readonly kind: 'budget'; readonly tokens: number };

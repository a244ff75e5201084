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
  /** Fields of the client's own dialect that this vocabulary has no word for. */
  readonly extras: readonly Extra[];
  /** The body was one of `/v1/completions`: in the client's dialect too its fields have no place to return to. */
  readonly isPrompt?: true;
}

/**
 * A field that only the dialect it came in knows. Written in that dialect it returns to its place (`restoreExtras`); any other
 * drops it and says so. What stands in a list is a {@link NativePart} or {@link NativeTool} instead, so that its neighbours keep their places.
 */
export interface Extra {
  /** JSON path in the client's body, e.g. `messages[0].content[1].image_url.fetch`. */
  readonly path: string;
  readonly value: unknown;
  /** It says nothing new, as the state `completed` of a message that stands there whole: another dialect drops it without a word. */
  readonly isEcho?: true;
}

/** What every message, part and tool carries. */
interface Located {
  /** JSON path in the client's body, for receipts and errors, e.g. `messages[2].content[0]`. */
  readonly path: string;
  /** The prompt up to here is to be cached (Anthropic's `cache_control`, which OpenRouter takes in OpenAI's format too). */
  readonly cacheControl?: CacheControl;
}

export interface CacheControl {
  /** How long the cache lives; five minutes where the client does not say. */
  readonly ttl?: '5m' | '1h';
}

/**
 * One message. Several neighbours may share a path, where the client's dialect holds in one message what is apart here (tool
 * results and text in one of Anthropic's user turns). A {@link NativePart} with its message's path is the whole of it.
 */
export type Message =
  | (Located & { readonly role: 'system' | 'developer'; readonly parts: readonly TextPart[] })
  | (Located & { readonly role: 'user'; readonly parts: readonly UserPart[]; readonly name?: string })
  | (Located & { readonly role: 'assistant'; readonly parts: readonly AssistantPart[]; readonly name?: string })
  | (Located & { readonly role: 'tool'; readonly parts: readonly ToolResultPart[] });

export type UserPart = TextPart | ImagePart | AudioPart | FilePart | NativePart;
export type AssistantPart =
  TextPart | ReasoningPart | RefusalPart | ToolCallPart | ImagePart | AudioPart | FilePart | NativePart;

export type TextPart = Located & {
  readonly type: 'text';
  readonly text: string;
  readonly citations?: readonly Citation[];
};

/** Where a passage of text comes from. */
export interface Citation {
  readonly url?: string;
  readonly title?: string;
  /** The words of the source. */
  readonly citedText?: string;
  /** Where in its text part the passage stands: UTF-16 code units from 0, the end exclusive. */
  readonly startIndex?: number;
  readonly endIndex?: number;
  /** As its own dialect wrote it: pages, blocks and files are told differently by each. */
  readonly native?: { readonly dialect: DialectId; readonly value: JsonObject };
}

/**
 * A part of one dialect that the vocabulary has no word for: mostly what a vendor's server-side tools were asked and did. It goes
 * back as it is to that dialect.
 */
export type NativePart = Located & {
  readonly type: 'native';
  readonly dialect: DialectId;
  readonly value: JsonObject;
  /** What it says in words, which dialects that cannot hold it may send instead. */
  readonly text?: string;
};

export type ImagePart = Located & {
  readonly type: 'image';
  readonly source: MediaSource;
  /** OpenAI's resolution hint. */
  readonly detail?: 'auto' | 'low' | 'high' | 'original';
};

export type AudioPart = Located & { readonly type: 'audio'; readonly source: MediaSource };

export type FilePart = Located & { readonly type: 'file'; readonly source: MediaSource; readonly filename?: string };

/** Bytes or text inline, or where they can be fetched. `mediaType` is an IANA type such as `image/png`. */
export type MediaSource =
  | Base64Source
  | { readonly kind: 'text'; readonly mediaType: string; readonly text: string }
  | { readonly kind: 'url'; readonly url: string; readonly mediaType?: string }
  | { readonly kind: 'file-id'; readonly id: string; readonly mediaType?: string };

export interface Base64Source {
  readonly kind: 'base64';
  readonly mediaType: string;
  readonly data: string;
}

/** The model's own reasoning, sent back so that a tool loop continues. */
export type ReasoningPart = Located & {
  readonly type: 'reasoning';
  readonly text?: string;
  /** The pieces of `text` where the dialect keeps several apart (summaries of OpenAI's Responses). */
  readonly paragraphs?: readonly string[];
  readonly state?: ReasoningState;
};

/**
 * Opaque proof of reasoning (thinking signature, redacted thinking, thought signature, encrypted item, or the id of an item that
 * the vendor keeps): only the dialect that issued it can read it, and it must return byte for byte. Clients of other dialects
 * carry it sealed (`sealState`).
 */
export interface ReasoningState {
  readonly dialect: DialectId;
  readonly kind: 'signature' | 'redacted' | 'encrypted' | 'reference';
  readonly data: string;
  /** The vendor's id of the item, which must return with an encrypted one. */
  readonly id?: string;
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
  readonly content: readonly ToolResultContent[];
  readonly isError?: boolean;
};

export type ToolResultContent = TextPart | ImagePart | AudioPart | FilePart | NativePart;

export type Tool = FunctionTool | NativeTool;

/** A function that the client executes. */
export type FunctionTool = Located & {
  readonly type: 'function';
  readonly name: string;
  readonly description?: string;
  /** JSON Schema of the arguments; absent when the tool takes none. */
  readonly parameters?: JsonObject;
  readonly strict?: boolean;
};

/** A tool of one dialect alone: those that the vendor executes, and forms of tools that no other has. */
export type NativeTool = Located & {
  readonly type: 'native';
  readonly dialect: DialectId;
  /** What receipts call it, e.g. `web_search`. */
  readonly name: string;
  readonly value: JsonObject;
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
  /** Whether reasoning is told in words, and how fully; proofs of it come either way. */
  readonly reasoningSummary?: 'none' | 'auto' | 'concise' | 'detailed';
  readonly verbosity?: 'low' | 'medium' | 'high';
  readonly serviceTier?: string;
  /** The client's identifier of its end user. */
  readonly endUser?: string;
  readonly metadata?: Readonly<Record<string, string>>;
  readonly promptCacheKey?: string;
  /** The vendor is to choose what it caches (Anthropic's `cache_control` at the top of the body). */
  readonly promptCaching?: CacheControl;
  /** What the reply is to hold besides, in the words of OpenAI's Responses: `reasoning.encrypted_content`. */
  readonly include?: readonly string[];
  readonly store?: boolean;
}

export type SettingName = keyof Settings;

export type ToolChoice =
  | { readonly kind: 'auto' | 'none' | 'required' }
  | { readonly kind: 'tool'; readonly name: string }
  /** Any of these functions (`auto`), or one of them for sure (`required`). */
  | { readonly kind: 'allowed'; readonly mode: 'auto' | 'required'; readonly names: readonly string[] };

export type OutputFormat =
  | { readonly kind: 'text' | 'json-object' }
  | {
      readonly kind: 'json-schema';
      readonly name?: string;
      readonly description?: string;
      readonly schema: JsonObject;
      readonly strict?: boolean;
    };

/** How much the model should think: a word, a budget in tokens (0: not at all), or as much as it finds right. */
export type ReasoningSetting =
  | { readonly kind: 'effort'; readonly effort: ReasoningEffort }
  | { readonly kind: 'budget'; readonly tokens: number; readonly effort?: ReasoningEffort }
  | { readonly kind: 'adaptive'; readonly effort?: ReasoningEffort };

export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max';

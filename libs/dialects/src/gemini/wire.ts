import { type Content, type GenerationConfig, type Tool, type ToolConfig } from '@google/genai';

/**
 * A type of the vendor's SDK as it stands on the wire: its enums are plain words there. The SDK lends types only; nothing of it
 * runs here, and so its enum members cannot be named.
 */
export type Wire<T> = unknown extends T
  ? T
  : T extends string
    ? `${T}`
    : T extends object
      ? { [Key in keyof T]: Wire<T[Key]> }
      : T;

/** What came over the wire in place of a `T`: the SDK's field names, and values yet to be checked. */
export type Unchecked<T> = { readonly [Key in keyof T]?: unknown };

export type WireContent = Wire<Content>;
export type WirePart = NonNullable<WireContent['parts']>[number];
export type WireGenerationConfig = Wire<GenerationConfig>;
export type WireTool = Wire<Tool>;
export type WireToolConfig = Wire<ToolConfig>;

/** Body of `models/{model}:generateContent`, https://ai.google.dev/api/generate-content. The model stands in the path. */
export interface GenerateContentRequest {
  contents: WireContent[];
  systemInstruction?: WireContent;
  tools?: WireTool[];
  toolConfig?: WireToolConfig;
  generationConfig?: WireGenerationConfig;
  serviceTier?: string;
  store?: boolean;
}

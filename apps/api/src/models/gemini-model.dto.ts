/** A model in Gemini's shape. */
export class GeminiModelDto {
  /** @example "models/google/gemini-3.5-flash" */
  name: string;
  /** @example "google/gemini-3.5-flash" */
  baseModelId: string;
  version: string;
  displayName: string;
  inputTokenLimit?: number;
  outputTokenLimit?: number;
  /** @example ["generateContent", "streamGenerateContent", "countTokens"] */
  supportedGenerationMethods: string[];
  /** Whether the model reasons. */
  thinking?: boolean;
}

/** A page of models. */
export class GeminiModelsDto {
  models: GeminiModelDto[];
  /** What to send as `pageToken` for the next page; absent on the last. */
  nextPageToken?: string;
}

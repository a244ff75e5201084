import { asList, type DialectId, type JsonObject } from '@nuvra/dialects';
import { type PriceUnit } from '../pricing/price';

/** Something that a vendor charges on top of the text that every request has. */
export interface Charge {
  /** The field that asks for it. */
  readonly path: string;
  /** What it is priced by; undefined where no unit of ours fits, so that no price could be stated. */
  readonly unit: PriceUnit | undefined;
  /** How many there are at least, where the vendor does not tell afterwards. */
  readonly count?: number;
}

/** What a vendor of each dialect will charge for a body besides text. */
export const chargedBesides: Readonly<Record<DialectId, (body: JsonObject) => Charge[]>> = {
  // https://developers.openai.com/api/docs/pricing
  'openai-chat': ({ modalities, web_search_options: search }) => [
    ...(asList(modalities).includes('audio') ? [{ path: 'modalities', unit: 'outputAudioTokens' } as const] : []),
    ...(search ? [{ path: 'web_search_options', unit: 'web-search', count: 1 } as const] : []),
  ],
  'openai-responses': ({ tools }) =>
    asList(tools).flatMap((tool, index) => chargeOf(`tools[${index}]`, String(typeOf(tool)), RESPONSES_TOOLS)),
  // https://platform.claude.com/docs/en/about-claude/pricing
  'anthropic-messages': ({ tools, fallbacks, inference_geo: region }) => [
    ...asList(tools).flatMap((tool, index) => chargeOf(`tools[${index}]`, String(typeOf(tool)), ANTHROPIC_TOOLS)),
    // Another model answers where the asked one declines, at that one's price.
    ...(fallbacks ? [{ path: 'fallbacks', unit: undefined }] : []),
    // Regions have a surcharge.
    ...(region && region !== 'global' ? [{ path: 'inference_geo', unit: undefined }] : []),
  ],
  // https://ai.google.dev/gemini-api/docs/pricing
  gemini: ({ tools, generationConfig, generation_config = generationConfig }) => [
    ...asList(tools).flatMap((tool, index) =>
      Object.keys((tool as object | null) ?? {}).flatMap((name) =>
        chargeOf(`tools[${index}].${name}`, name, GEMINI_TOOLS),
      ),
    ),
    ...modalitiesOf(generation_config).flatMap((modality) =>
      chargeOf('generationConfig.responseModalities', modality, GEMINI_MODALITIES),
    ),
  ],
};

/** What is charged, by its name without the date of its version. */
type Charged = readonly (readonly [name: RegExp, unit: PriceUnit | undefined])[];

const RESPONSES_TOOLS: Charged = [
  [/web_search/, 'web-search'],
  [/^(code_interpreter|file_search|image_generation)/, undefined],
];
const ANTHROPIC_TOOLS: Charged = [
  [/web_search/, 'web-search'],
  [/^(code_execution|advisor)/, undefined],
];
const GEMINI_TOOLS: Charged = [
  [/^google_?search/i, 'web-search'],
  [/^(google_?maps|file_?search)/i, undefined],
];
const GEMINI_MODALITIES: Charged = [
  [/^audio$/i, 'outputAudioTokens'],
  [/^image$/i, 'outputImageTokens'],
];

function chargeOf(path: string, name: string, charged: Charged): Charge[] {
  const found = charged.find(([pattern]) => pattern.test(name));
  return found ? [{ path, unit: found[1] }] : [];
}

function typeOf(tool: unknown): unknown {
  return (tool as { type?: unknown } | null)?.type;
}

function modalitiesOf(config: unknown): string[] {
  const { responseModalities, response_modalities = responseModalities } = (config ?? {}) as Record<string, unknown>;
  return asList(response_modalities).map(String);
}

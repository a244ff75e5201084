import type { MessageCreateParams, ToolUnion } from '@anthropic-ai/sdk/resources/messages';
import type { Content, FunctionCallingConfig, FunctionDeclaration, GenerationConfig } from '@google/genai';
import type { DialectId, OutputFormat, ToolChoice } from '@nuvra/dialects';
import { schemaInInstruction } from '@nuvra/providers';
import type { ChatCompletionCreateParams } from 'openai/resources/chat/completions';
import type { ResponseCreateParams } from 'openai/resources/responses/responses';

/** A tool on offer: its name and the JSON Schema of its arguments. */
export interface DemoTool {
  readonly name: string;
  readonly parameters: unknown;
}

/**
 * What a request asks for that aimock's own reading of it loses on some wire format: the choice of tools and the form of the
 * answer (Anthropic, Gemini, Responses), schemas given as JSON Schema (Gemini), and images (all but Chat Completions).
 */
export interface Wishes {
  readonly tools: readonly DemoTool[];
  readonly toolChoice: ToolChoice;
  readonly output: OutputFormat;
  readonly imageCount: number;
}

const AUTO: ToolChoice = { kind: 'auto' };
const TEXT: OutputFormat = { kind: 'text' };

/** Reads the wishes out of a parsed body of each wire format. The SDKs' types name the fields; nothing is taken for present. */
export const readWishes: Readonly<Record<DialectId, (body: object) => Wishes>> = {
  'openai-chat': (body) => chatWishes(body),
  'openai-responses': (body) => responsesWishes(body),
  'anthropic-messages': (body) => messagesWishes(body),
  gemini: (body) => geminiWishes(body),
};

function chatWishes({ tools, tool_choice, response_format, messages }: Partial<ChatCompletionCreateParams>): Wishes {
  return {
    tools: (tools ?? []).flatMap((tool) => (tool.type === 'function' ? [toolOf(tool.function)] : [])),
    toolChoice: openAiChoice(
      tool_choice,
      typeof tool_choice === 'object' && 'function' in tool_choice ? tool_choice.function.name : undefined,
    ),
    output: chatFormat(response_format, messages?.[0]?.content),
    imageCount: (messages ?? [])
      .flatMap(({ content }): readonly { type: string }[] => (Array.isArray(content) ? content : []))
      .filter(({ type }) => type === 'image_url').length,
  };
}

function responsesWishes({ tools, tool_choice, text, input }: Partial<ResponseCreateParams>): Wishes {
  const format = text?.format;
  return {
    tools: (tools ?? []).flatMap((tool) => (tool.type === 'function' ? [toolOf(tool)] : [])),
    toolChoice: openAiChoice(
      tool_choice,
      typeof tool_choice === 'object' && tool_choice.type === 'function' ? tool_choice.name : undefined,
    ),
    output: openAiFormat(format?.type, format?.type === 'json_schema' ? format.schema : undefined),
    imageCount: (Array.isArray(input) ? input : [])
      .flatMap((item): readonly { type: string }[] =>
        'content' in item && Array.isArray(item.content) ? item.content : [],
      )
      .filter(({ type }) => type === 'input_image').length,
  };
}

function messagesWishes({ tools, tool_choice, output_config, messages }: Partial<MessageCreateParams>): Wishes {
  const schema = output_config?.format?.schema;
  return {
    tools: (tools ?? []).filter(isCustomTool).map(({ name, input_schema }) => ({ name, parameters: input_schema })),
    toolChoice: anthropicChoice(tool_choice),
    output: schema === undefined ? TEXT : { kind: 'json-schema', schema },
    imageCount: (messages ?? [])
      .flatMap(({ content }) => (Array.isArray(content) ? content : []))
      .filter(({ type }) => type === 'image').length,
  };
}

/** The part of Gemini's REST body that matters here; the SDK's parameters nest the same types differently. */
interface GeminiBody {
  readonly contents?: readonly Content[];
  readonly tools?: readonly { readonly functionDeclarations?: readonly FunctionDeclaration[] }[];
  readonly toolConfig?: { readonly functionCallingConfig?: FunctionCallingConfig };
  readonly generationConfig?: GenerationConfig;
}

function geminiWishes({ tools, toolConfig, generationConfig, contents }: GeminiBody): Wishes {
  return {
    tools: (tools ?? [])
      .flatMap(({ functionDeclarations }) => functionDeclarations ?? [])
      .map((tool) => toolOf({ name: tool.name ?? '', parameters: tool.parametersJsonSchema ?? tool.parameters })),
    toolChoice: geminiChoice(toolConfig?.functionCallingConfig),
    output: geminiFormat(generationConfig),
    imageCount: (contents ?? [])
      .flatMap(({ parts }) => parts ?? [])
      .filter((part) => part.inlineData !== undefined || part.fileData !== undefined).length,
  };
}

function toolOf({ name, parameters }: { name: string; parameters?: unknown }): DemoTool {
  return { name, parameters };
}

/** Anthropic's own tools have a dated `type` and run on its side; a client's tool has `custom` or none. */
function isCustomTool(tool: ToolUnion): tool is Extract<ToolUnion, { input_schema: unknown }> {
  return 'input_schema' in tool;
}

/** Chat Completions and Responses share the words and differ in where the forced tool's name stands. */
function openAiChoice(choice: unknown, forced: string | undefined): ToolChoice {
  if (forced !== undefined) return { kind: 'tool', name: forced };
  return choice === 'none' || choice === 'required' ? { kind: choice } : AUTO;
}

/** Vendors without schemas are told them in words, and their models write what they are told. */
function chatFormat(format: ChatCompletionCreateParams['response_format'], instruction: unknown): OutputFormat {
  const told = typeof instruction === 'string' ? schemaInInstruction(instruction) : undefined;
  if (format?.type === 'json_object' && told) return { kind: 'json-schema', schema: told };
  return openAiFormat(format?.type, format?.type === 'json_schema' ? format.json_schema.schema : undefined);
}

function openAiFormat(type: string | undefined, schema: Record<string, unknown> | undefined): OutputFormat {
  if (type === 'json_schema') return { kind: 'json-schema', schema: schema ?? {} };
  return type === 'json_object' ? { kind: 'json-object' } : TEXT;
}

function anthropicChoice(choice: MessageCreateParams['tool_choice']): ToolChoice {
  if (choice?.type === 'tool') return { kind: 'tool', name: choice.name };
  if (choice?.type === 'any') return { kind: 'required' };
  return choice?.type === 'none' ? { kind: 'none' } : AUTO;
}

function geminiChoice(config: FunctionCallingConfig | undefined): ToolChoice {
  const mode: string = config?.mode ?? 'AUTO';
  if (mode === 'NONE') return { kind: 'none' };
  if (mode !== 'ANY') return AUTO;
  const allowed = config?.allowedFunctionNames?.[0];
  return allowed === undefined ? { kind: 'required' } : { kind: 'tool', name: allowed };
}

function geminiFormat(config: GenerationConfig | undefined): OutputFormat {
  const schema = config?.responseJsonSchema ?? config?.responseSchema;
  if (typeof schema === 'object' && schema !== null) return { kind: 'json-schema', schema: { ...schema } };
  return config?.responseMimeType === 'application/json' ? { kind: 'json-object' } : TEXT;
}

import type { ChatCompletionRequest, ChatMessage, Fixture } from '@copilotkit/aimock';
import { CHARACTERS_PER_TOKEN, promptTokens, tokensIn } from './demo-usage';
import { type DemoVendor, KEY_NAMES } from './demo-vendor';
import { type DemoTool, type Wishes } from './demo-wishes';
import { exampleOf } from './schema-example';

/** A request as aimock read it, with the wishes it could not carry. */
export interface DemoRequest extends Wishes {
  readonly vendor: DemoVendor;
  readonly aimock: ChatCompletionRequest;
}

const LONGEST_QUOTE = 200;

/** One fixture for each feature; the first that matches answers. `find` gives the request behind what aimock read. */
export function demoFixtures(find: (request: ChatCompletionRequest) => DemoRequest): Fixture[] {
  const fixture = (matches: (request: DemoRequest) => boolean, answer: (request: DemoRequest) => Answer): Fixture => ({
    match: { predicate: (request) => matches(find(request)) },
    response: (aimock) => {
      const request = find(aimock);
      return toResponse(request, answer(request));
    },
  });
  return [
    fixture((request) => calledTool(request) !== undefined, toolCall),
    fixture(({ output }) => output.kind === 'json-schema', jsonBySchema),
    fixture(({ output }) => output.kind === 'json-object', jsonObject),
    fixture((request) => toolResult(request) !== undefined, textFromToolResult),
    fixture(() => true, plainText),
  ];
}

type AimockAnswer = Exclude<Fixture['response'], (request: ChatCompletionRequest) => unknown>;

/** An answer free of any wire format; aimock writes it in the one that was spoken. */
type Answer = { readonly text: string } | { readonly tool: string; readonly argumentsText: string };

function toolCall(request: DemoRequest): Answer {
  const tool = calledTool(request);
  return { tool: tool?.name ?? '', argumentsText: JSON.stringify(exampleOf(tool?.parameters ?? { type: 'object' })) };
}

function jsonBySchema({ output }: DemoRequest): Answer {
  return { text: JSON.stringify(exampleOf(output.kind === 'json-schema' ? output.schema : {})) };
}

function jsonObject(request: DemoRequest): Answer {
  return {
    text: JSON.stringify({ demo: true, question: question(request), howToGoLive: howToGoLive(request.vendor) }),
  };
}

function textFromToolResult(request: DemoRequest): Answer {
  return { text: `This is a demo reply from Nuvra. The tool answered: ${quote(toolResult(request) ?? '')}.` };
}

function plainText(request: DemoRequest): Answer {
  const images = request.imageCount === 0 ? '' : ` and sent ${request.imageCount === 1 ? 'an image' : 'images'}`;
  return {
    text: `This is a demo reply from Nuvra; no model was asked. You wrote ${quote(question(request))}${images}. ${howToGoLive(request.vendor)}`,
  };
}

function howToGoLive(vendor: DemoVendor): string {
  return `To get real answers, set ${KEY_NAMES[vendor]} and start Nuvra again.`;
}

/** The tool a model would call now: the forced one, else the first, as long as no tool has answered yet. */
function calledTool(request: DemoRequest): DemoTool | undefined {
  const { tools, toolChoice } = request;
  if (toolChoice.kind === 'none' || toolResult(request) !== undefined) return undefined;
  return toolChoice.kind === 'tool' ? tools.find(({ name }) => name === toolChoice.name) : tools[0];
}

/** The last tool result of the current turn, that is since the user last wrote. */
function toolResult({ aimock: { messages } }: DemoRequest): string | undefined {
  const turn = messages.slice(messages.findLastIndex(({ role }) => role === 'user') + 1);
  const result = turn.findLast(({ role }) => role === 'tool');
  return result && textOf(result);
}

function question({ aimock: { messages } }: DemoRequest): string {
  const asked = messages.findLast((message) => message.role === 'user' && textOf(message) !== '');
  return asked ? textOf(asked) : '';
}

function quote(text: string): string {
  return `“${text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text}”`;
}

function textOf({ content }: ChatMessage): string {
  if (typeof content === 'string') return content;
  return (content ?? []).map((part) => part.text ?? '').join(' ');
}

/** The answer in aimock's vocabulary: cut at the limit the request sets, with the tokens it would have taken. */
function toResponse(request: DemoRequest, answer: Answer): AimockAnswer {
  const prompt_tokens = promptTokens(
    [...request.aimock.messages.map(textOf), ...request.tools.map((tool) => JSON.stringify(tool))],
    request.imageCount,
  );
  if ('tool' in answer) {
    return {
      toolCalls: [{ name: answer.tool, arguments: answer.argumentsText }],
      usage: { prompt_tokens, completion_tokens: tokensIn(answer.tool) + tokensIn(answer.argumentsText) },
      // aimock ends a Gemini call with FUNCTION_CALL, a reason Gemini does not have: it says STOP.
      ...(request.vendor === 'gemini' && { finishReason: 'stop' }),
    };
  }
  const limit = limitOf(request.aimock);
  const isCut = tokensIn(answer.text) > limit;
  const content = isCut ? answer.text.slice(0, limit * CHARACTERS_PER_TOKEN) : answer.text;
  return {
    content,
    usage: { prompt_tokens, completion_tokens: tokensIn(content) },
    ...(isCut && { finishReason: 'length' }),
  };
}

/** The most output tokens the request allows; OpenAI's newer name for it reaches us as it was sent. */
function limitOf({ max_completion_tokens, max_tokens }: ChatCompletionRequest): number {
  return typeof max_completion_tokens === 'number' ? max_completion_tokens : (max_tokens ?? Infinity);
}

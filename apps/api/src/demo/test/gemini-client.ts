import { FunctionCallingConfigMode, GoogleGenAI } from '@google/genai';
import { type Client, PIXEL, type Reply, type Request, SCHEMA } from './client';

/** generateContent through the Google GenAI SDK. */
export function geminiClient(baseUrl: () => string): Client {
  const client = () => new GoogleGenAI({ apiKey: 'any', httpOptions: { baseUrl: baseUrl() } });
  type Params = Parameters<GoogleGenAI['models']['generateContent']>[0];
  type Answer = Awaited<ReturnType<GoogleGenAI['models']['generateContent']>>;
  const bodyOf = (request: Request): Params => {
    const image = { inlineData: { mimeType: 'image/png', data: PIXEL } };
    const contents = [
      { role: 'user', parts: [{ text: request.question ?? 'Hello' }, ...(request.image ? [image] : [])] },
      ...(request.toolResult === undefined
        ? []
        : [
            { role: 'model', parts: [{ functionCall: { name: 'weather', args: {} } }] },
            {
              role: 'user',
              parts: [{ functionResponse: { name: 'weather', response: { output: request.toolResult } } }],
            },
          ]),
    ];
    const config: NonNullable<Params['config']> = {};
    if (request.tools) {
      config.tools = [
        { functionDeclarations: ['clock', 'weather'].map((name) => ({ name, parametersJsonSchema: SCHEMA })) },
      ];
    }
    if (request.choice === 'none') {
      config.toolConfig = { functionCallingConfig: { mode: FunctionCallingConfigMode.NONE } };
    }
    if (request.choice === 'forced') {
      config.toolConfig = {
        functionCallingConfig: { mode: FunctionCallingConfigMode.ANY, allowedFunctionNames: ['weather'] },
      };
    }
    if (request.output !== undefined) config.responseMimeType = 'application/json';
    if (request.output === 'schema') config.responseJsonSchema = SCHEMA;
    if (request.maxTokens !== undefined) config.maxOutputTokens = request.maxTokens;
    return { model: 'gemini-2.5-flash', contents, config };
  };
  const replyOf = (answers: readonly Answer[]): Reply => {
    const parts = answers.flatMap(({ candidates }) => candidates?.[0]?.content?.parts ?? []);
    const call = parts.find(({ functionCall }) => functionCall)?.functionCall;
    const last = answers.at(-1);
    return {
      text: parts.map(({ text }) => text ?? '').join(''),
      tool: call && { name: call.name ?? '', args: call.args },
      finish: last?.candidates?.[0]?.finishReason,
      promptTokens: last?.usageMetadata?.promptTokenCount ?? 0,
      outputTokens: last?.usageMetadata?.candidatesTokenCount ?? 0,
      parts: answers.length,
    };
  };
  return {
    ask: async (request) => replyOf([await client().models.generateContent(bodyOf(request))]),
    stream: async (request) => {
      const answers: Answer[] = [];
      for await (const answer of await client().models.generateContentStream(bodyOf(request))) answers.push(answer);
      return replyOf(answers);
    },
    finish: { stop: 'STOP', tool: 'STOP', length: 'MAX_TOKENS' },
    keyName: 'GEMINI_API_KEY',
  };
}

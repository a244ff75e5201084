import { type Call } from '../call';
import { type Target } from '../dialect';
import { type AnswerTool } from './draft';
import { generationOf } from './model-generation';

/**
 * The tool through which the model answers, where it cannot keep to a schema otherwise: it has no structured output, or it is older than
 * Gemini 3 and takes either functions or an output format: https://ai.google.dev/gemini-api/docs/structured-output
 */
export function answerToolFor({ dialect, settings, tools }: Call, target: Target): AnswerTool | undefined {
  const format = settings.outputFormat;
  if (dialect === 'gemini' || format?.kind !== 'json-schema' || settings.toolChoice?.kind === 'none') return undefined;
  const functions = tools.flatMap((tool) => (tool.type === 'function' ? tool.name : []));
  const takesEither = functions.length > 0 && generationOf(target.model) < 3;
  if (target.structuredOutput !== false && !takesEither) return undefined;
  const description = format.description ?? 'Gives the final answer';
  return { name: unusedName(format.name ?? 'answer', functions), description, schema: format.schema };
}

function unusedName(wanted: string, used: readonly string[]): string {
  return used.includes(wanted) ? unusedName(`${wanted}_`, used) : wanted;
}

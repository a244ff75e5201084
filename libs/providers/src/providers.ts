import { alibaba } from './alibaba/alibaba';
import { anthropic } from './anthropic/anthropic';
import { azure } from './azure/azure';
import { cerebras } from './cerebras/cerebras';
import { cohere } from './cohere/cohere';
import { deepseek } from './deepseek/deepseek';
import { fireworks } from './fireworks/fireworks';
import { gemini } from './gemini/gemini';
import { groq } from './groq/groq';
import { minimax } from './minimax/minimax';
import { mistral } from './mistral/mistral';
import { moonshot } from './moonshot/moonshot';
import { ollama } from './ollama/ollama';
import { openai } from './openai/openai';
import { openrouter } from './openrouter/openrouter';
import { perplexity } from './perplexity/perplexity';
import { type Provider } from './provider';
import { together } from './together/together';
import { xai } from './xai/xai';
import { zai } from './zai/zai';

/** The only list of providers: configuration, `.env` names, dependency injection and the catalogue's availability derive from it. */
export const providers: readonly Provider[] = [
  openai,
  anthropic,
  gemini,
  deepseek,
  mistral,
  xai,
  groq,
  together,
  fireworks,
  cerebras,
  moonshot,
  alibaba,
  zai,
  minimax,
  cohere,
  perplexity,
  openrouter,
  azure,
  ollama,
];

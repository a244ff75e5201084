import { anthropic } from './anthropic/anthropic';
import { deepseek } from './deepseek/deepseek';
import { gemini } from './gemini/gemini';
import { openai } from './openai/openai';
import { type Provider } from './provider';

/** The only list of providers: configuration, `.env` names, dependency injection and the catalogue's availability derive from it. */
export const providers: readonly Provider[] = [openai, anthropic, gemini, deepseek];

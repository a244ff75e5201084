export * from './anthropic-messages/anthropic-messages';
export * from './call';
export * from './dialect';
export * from './events';
export * from './failure';
export { gemini } from './gemini/gemini';
export * from './receipt';
export * from './sse';
export * from './usage';

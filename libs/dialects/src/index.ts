export * from './call';
export * from './dialect';
export * from './events';
export * from './failure';
export * from './openai-chat/openai-chat';
export * from './receipt';
export * from './sse';
export * from './usage';

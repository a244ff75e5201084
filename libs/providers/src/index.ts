export { schemaInInstruction } from './adapt-messages';
export * from './custom/custom';
export * from './openai-compatible';
export * from './provider';
export * from './providers';

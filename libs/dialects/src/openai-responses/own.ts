import { type DialectId } from '../call';

export const OWN = 'openai-responses' satisfies DialectId;

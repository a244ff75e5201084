import { type InboundDialect, type SameDialect } from '../dialect';
import { writeFailure } from '../openai-chat/failures';
import { OpenAiChatRelay } from '../openai-chat/relay';
import { prepareRequest, relayReply } from '../openai-chat/same-dialect';
import { CompletionStreamWriter } from './completion-stream-writer';
import { readPrompt } from './read-prompt';
import { writeCompletion } from './write-completion';

/**
 * OpenAI's older `/v1/completions`, https://platform.openai.com/docs/api-reference/completions, for clients: a prompt is a conversation of
 * one message, so that whoever has chat can answer it. To a provider that has this path too it goes untranslated: usage, finish and
 * errors stand there as in chat.
 */
export const openAiCompletions: InboundDialect & SameDialect = {
  // The same family as chat: errors, receipts and usage are told in its words.
  id: 'openai-chat',
  idPrefix: 'cmpl-',
  readRequest: readPrompt,
  writeReply: writeCompletion,
  createStreamWriter: (context) => new CompletionStreamWriter(context),
  writeFailure,
  prepareRequest,
  relayReply,
  createRelay: (context) => new OpenAiChatRelay(context),
};

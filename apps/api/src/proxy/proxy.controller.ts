import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { anthropicMessages, openAiChat, openAiResponses } from '@nuvra/dialects';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { ApiKeyAccess } from '../api-keys/api-key.guard';
import { completionsIn } from './completions';
import { CompletionsService } from './completions.service';
import { VendorBody } from './vendor-body';

const CHAT = completionsIn(openAiChat);
const RESPONSES = completionsIn(openAiResponses);
const MESSAGES = completionsIn(anthropicMessages);

/** The gateway's own paths. Bodies are the vendors': read by the dialects, tolerant of what they do not know. */
@ApiTags('Completions')
@Controller('v1')
@ApiKeyAccess()
export class ProxyController {
  constructor(private readonly completions: CompletionsService) {}

  /** Creates a chat completion, as JSON or (with `stream`) as server-sent events. Usage carries its cost in USD. */
  @Post('chat/completions')
  @VendorBody({ required: ['model', 'messages'], reply: 'The completion', streams: true })
  createChatCompletion(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(CHAT, request, response);
  }

  /** Creates a response in the form of OpenAI's Responses. Nothing is stored: send the conversation with each request. */
  @Post('responses')
  @VendorBody({ required: ['model', 'input'], reply: 'The response', streams: true })
  createResponse(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(RESPONSES, request, response);
  }

  /** Creates a message in the form of Anthropic's Messages. */
  @Post('messages')
  @VendorBody({ required: ['model', 'messages', 'max_tokens'], reply: 'The message', streams: true })
  createMessage(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(MESSAGES, request, response);
  }
}

import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiResponse, ApiTags } from '@nestjs/swagger';
import { openAiChat } from '@nuvra/dialects';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { ApiKeyAccess } from '../api-keys/api-key.guard';
import { completionsIn } from './completions';
import { Tokenizer } from '../tokens/tokenizer';
import { CompletionsService } from './completions.service';
import { embeddingsOperations } from './embeddings';

const CHAT = completionsIn(openAiChat);

/** The gateway's own paths. Bodies are the vendors': read by the dialects, tolerant of what they do not know. */
@ApiTags('Completions')
@Controller('v1')
@ApiKeyAccess()
export class ProxyController {
  private readonly embeddings: ReturnType<typeof embeddingsOperations>;

  constructor(
    private readonly completions: CompletionsService,
    tokenizer: Tokenizer,
  ) {
    this.embeddings = embeddingsOperations(tokenizer);
  }

  /** Creates a chat completion, as JSON or (with `stream`) as server-sent events. Usage carries its cost in USD. */
  @Post('chat/completions')
  @ApiBody({ schema: { type: 'object', required: ['model', 'messages'], additionalProperties: true } })
  @ApiResponse({
    status: 200,
    description: 'The completion',
    content: { 'application/json': {}, 'text/event-stream': {} },
  })
  createChatCompletion(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(CHAT, request, response);
  }

  /** Creates embeddings. */
  @Post('embeddings')
  @ApiBody({ schema: { type: 'object', required: ['model', 'input'], additionalProperties: true } })
  @ApiResponse({ status: 200, description: 'The embeddings', content: { 'application/json': {} } })
  createEmbeddings(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(this.embeddings.openAi, request, response);
  }
}

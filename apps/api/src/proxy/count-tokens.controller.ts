import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { anthropicMessages, gemini, openAiResponses } from '@nuvra/dialects';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { ApiKeyAccess } from '../api-keys/api-key.guard';
import { CountTokensService } from './count-tokens.service';
import { geminiAddress } from './gemini-address';
import { VendorBody } from './vendor-body';

@ApiTags('Token counts')
@Controller('v1')
@ApiKeyAccess()
export class CountTokensController {
  constructor(private readonly counts: CountTokensService) {}

  /** Counts the tokens of a message's input; `estimate` is true where the vendor does not count and we do. Free. */
  @Post('messages/count_tokens')
  @VendorBody({ required: ['model', 'messages'], reply: 'The count' })
  countMessage(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.counts.handle(anthropicMessages, request, response);
  }

  /** Counts the tokens of a response's input; `estimate` is true where the vendor does not count and we do. Free. */
  @Post('responses/input_tokens')
  @VendorBody({ required: ['model', 'input'], reply: 'The count' })
  countResponse(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.counts.handle(openAiResponses, request, response);
  }
}

/** Gemini's paths, which name the model. */
@ApiTags('Token counts')
@Controller('v1beta')
@ApiKeyAccess()
export class GeminiCountTokensController {
  constructor(private readonly counts: CountTokensService) {}

  /** Counts the tokens of contents, or of a whole `generateContentRequest`; `estimate` is true where the vendor does not count. Free. */
  @Post('models/*model\\:countTokens')
  @ApiParam({ name: 'model', example: 'google/gemini-3.5-flash' })
  @VendorBody({ required: [], reply: 'The count' })
  countContents(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.counts.handle(gemini, request, response, geminiAddress(request.url!));
  }
}

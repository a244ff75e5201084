import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiParam, ApiQuery, ApiTags } from '@nestjs/swagger';
import { gemini } from '@nuvra/dialects';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { ApiKeyAccess } from '../api-keys/api-key.guard';
import { completionsIn } from './completions';
import { CompletionsService } from './completions.service';
import { geminiAddress } from './gemini-address';
import { VendorBody } from './vendor-body';

const GENERATE_CONTENT = completionsIn(gemini);

/** Gemini's paths, which name the model, as `author/slug` or a bare name, and whether to stream. */
@ApiTags('Completions')
@Controller('v1beta')
@ApiKeyAccess()
export class GenerateContentController {
  constructor(private readonly completions: CompletionsService) {}

  /** Generates content in the form of Gemini's API. */
  @Post('models/*model\\:generateContent')
  @ApiParam({ name: 'model', example: 'google/gemini-3.5-flash' })
  @VendorBody({ required: ['contents'], reply: 'The content' })
  generateContent(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(GENERATE_CONTENT, request, response, geminiAddress(request.url!));
  }

  /** Generates content piece by piece: as server-sent events with `alt=sse`, else as one JSON array. */
  @Post('models/*model\\:streamGenerateContent')
  @ApiParam({ name: 'model', example: 'google/gemini-3.5-flash' })
  @ApiQuery({ name: 'alt', required: false, enum: ['sse', 'json'] })
  @VendorBody({ required: ['contents'], reply: 'The content', streams: true })
  streamGenerateContent(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(GENERATE_CONTENT, request, response, geminiAddress(request.url!));
  }
}

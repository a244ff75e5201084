import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiParam, ApiTags } from '@nestjs/swagger';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { ApiKeyAccess } from '../api-keys/api-key.guard';
import { CompletionsService } from './completions.service';
import { EmbeddingsOperations } from './embeddings';
import { geminiAddress } from './gemini-address';
import { VendorBody } from './vendor-body';

@ApiTags('Embeddings')
@Controller('v1')
@ApiKeyAccess()
export class EmbeddingsController {
  constructor(
    private readonly completions: CompletionsService,
    private readonly embeddings: EmbeddingsOperations,
  ) {}

  /** Creates embeddings, as floats or (with `encoding_format`) as base64 of little-endian 32-bit floats. */
  @Post('embeddings')
  @VendorBody({ required: ['model', 'input'], reply: 'The embeddings' })
  createEmbeddings(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(this.embeddings.openAi, request, response);
  }
}

/** Gemini's paths, which name the model. */
@ApiTags('Embeddings')
@Controller('v1beta')
@ApiKeyAccess()
export class GeminiEmbeddingsController {
  constructor(
    private readonly completions: CompletionsService,
    private readonly embeddings: EmbeddingsOperations,
  ) {}

  /** Embeds one content in the form of Gemini's API. */
  @Post('models/*model\\:embedContent')
  @ApiParam({ name: 'model', example: 'google/gemini-embedding-2' })
  @VendorBody({ required: ['content'], reply: 'The embedding' })
  embedContent(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(this.embeddings.gemini, request, response, geminiAddress(request.url!));
  }

  /** Embeds several contents at once, an embedding each. */
  @Post('models/*model\\:batchEmbedContents')
  @ApiParam({ name: 'model', example: 'google/gemini-embedding-2' })
  @VendorBody({ required: ['requests'], reply: 'The embeddings' })
  batchEmbedContents(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(this.embeddings.geminiBatch, request, response, geminiAddress(request.url!));
  }
}

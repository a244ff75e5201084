import { Controller, Post, Req, Res } from '@nestjs/common';
import { ApiBody, ApiConsumes, ApiResponse, ApiTags } from '@nestjs/swagger';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { ApiKeyAccess } from '../../api-keys/api-key.guard';
import { CompletionsService } from '../completions.service';
import { VendorBody } from '../vendor-body';
import { editImages, transcribe } from './form-operations';
import { editImagesByUrl, generateImages, moderate, rerank } from './json-operations';
import { completeText } from './legacy-completions';
import { speak } from './speak';

/** What goes through to a provider of the same form: metered and charged, and otherwise as it is. */
@ApiTags('Images, audio and more')
@Controller('v1')
@ApiKeyAccess()
export class PassThroughController {
  constructor(private readonly completions: CompletionsService) {}

  /** Makes images, in one reply or (with `stream`) as server-sent events with pictures on the way. Usage carries its cost in USD. */
  @Post('images/generations')
  @VendorBody({ required: ['model', 'prompt'], reply: 'The images', streams: true })
  generateImages(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(generateImages, request, response);
  }

  /** Changes images that come with the form, or (as JSON) by their URLs. */
  @Post('images/edits')
  @ApiConsumes('multipart/form-data', 'application/json')
  @VendorBody({ required: ['model', 'image', 'prompt'], reply: 'The images', streams: true })
  editImages(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    const isJson = request.headers['content-type']?.toLowerCase().startsWith('application/json');
    return this.completions.handle(isJson ? editImagesByUrl : editImages, request, response);
  }

  /** Speaks a text: sound as it is made, or (with `stream_format` `sse`) server-sent events with their usage. */
  @Post('audio/speech')
  @ApiBody({ schema: { type: 'object', required: ['model', 'input', 'voice'], additionalProperties: true } })
  @ApiResponse({
    status: 200,
    description: 'The sound',
    content: { 'audio/mpeg': { schema: { type: 'string', format: 'binary' } }, 'text/event-stream': {} },
  })
  createSpeech(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(speak, request, response);
  }

  /** Writes down a recording, as JSON, text, subtitles or (with `stream`) server-sent events. */
  @Post('audio/transcriptions')
  @ApiConsumes('multipart/form-data')
  @VendorBody({ required: ['model', 'file'], reply: 'The transcript', streams: true })
  createTranscription(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(transcribe, request, response);
  }

  /** Says whether texts or images are harmful. */
  @Post('moderations')
  @VendorBody({ required: ['model', 'input'], reply: 'The judgements' })
  createModeration(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(moderate, request, response);
  }

  /** Sorts documents by how well they answer a query, in the form of Cohere's API. */
  @Post('rerank')
  @VendorBody({ required: ['model', 'query', 'documents'], reply: 'The documents’ places and scores' })
  rerank(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(rerank, request, response);
  }

  /** Goes on with a text, by the models that are made for that; others answer it as a message. */
  @Post('completions')
  @VendorBody({ required: ['model', 'prompt'], reply: 'The completion', streams: true })
  createCompletion(@Req() request: IncomingMessage, @Res() response: ServerResponse): Promise<void> {
    return this.completions.handle(completeText, request, response);
  }
}

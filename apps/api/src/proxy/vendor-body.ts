import { applyDecorators } from '@nestjs/common';
import { ApiBody, ApiHeader, ApiResponse } from '@nestjs/swagger';

interface Documented {
  /** Fields that no vendor does without. */
  readonly required: readonly string[];
  /** What comes back, for the API reference. */
  readonly reply: string;
  readonly streams?: boolean;
}

/** Documents a handler whose bodies are a vendor's: what they hold besides is in the vendor's own reference. */
export const VendorBody = ({ required, reply, streams = false }: Documented) =>
  applyDecorators(
    ApiHeader({
      name: 'x-nuvra-strict',
      required: false,
      schema: { type: 'string', enum: ['true'] },
      description: 'Refuse the request, naming the field, rather than send it with something lost.',
    }),
    ApiHeader({
      name: 'x-nuvra-receipt',
      required: false,
      schema: { type: 'string', enum: ['full'] },
      description: 'Put every line of the translation’s receipt into a JSON reply, as `nuvra.translation`.',
    }),
    ApiBody({ schema: { type: 'object', required: [...required], additionalProperties: true } }),
    ApiResponse({
      status: 200,
      description: reply,
      content: { 'application/json': {}, ...(streams && { 'text/event-stream': {} }) },
    }),
  );

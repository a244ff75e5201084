import { type INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import metadata from './metadata';

/** The API's OpenAPI document, from the types and comments of controllers and DTOs. Needs no database. */
export async function describeApi(app: INestApplication): Promise<OpenAPIObject> {
  await SwaggerModule.loadPluginMetadata(metadata);
  const description = new DocumentBuilder()
    .setTitle('Nuvra')
    .setDescription(
      'One endpoint over many AI models, in the vendors’ own dialects, and the management of keys, models and usage. All of /v1 is at /api/v1, too.',
    )
    .setVersion('1')
    .setLicense('Apache-2.0', 'https://www.apache.org/licenses/LICENSE-2.0')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth(
      { type: 'http', scheme: 'bearer', description: 'An API key, sk-nv-…; also as `x-api-key` or `x-goog-api-key`' },
      'api-key',
    )
    .addBearerAuth({ type: 'http', scheme: 'bearer', description: 'The master key' }, 'management')
    .build();
  return SwaggerModule.createDocument(app, description, {
    operationIdFactory: (controller, method) => `${controller.replace(/Controller$/, '')}_${method}`,
  });
}

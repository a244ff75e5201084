import { Controller, Delete, Get, Patch, Post } from '@nestjs/common';
import { ApiNotFoundResponse, ApiOperation, ApiTags } from '@nestjs/swagger';
import { ApiKeyAccess } from '../api-keys/api-key.guard';
import { AppError } from '../errors/app-error';
import { STATEFUL_PATHS } from './stateful-paths';

/** Refuses what the vendors would keep, in the dialect of the path, saying what to do instead. Its handlers are made from the table. */
@ApiTags('Not offered')
@Controller()
@ApiKeyAccess()
export class StatefulPathsController {}

const METHODS = { GET: Get, POST: Post, PATCH: Patch, DELETE: Delete } as const;

for (const { what, routes, instead } of STATEFUL_PATHS) {
  for (const route of routes) {
    const [method, path] = route.split(' ') as [keyof typeof METHODS, string];
    const name = `refuse ${route.toLowerCase()}`.replace(/\W+(\w)/g, (_match, letter: string) => letter.toUpperCase());
    // Made under its name: the API reference calls the operation so.
    const { [name]: value } = {
      [name]: (): never => {
        throw new AppError('not_kept', instead);
      },
    };
    const handler = { value, configurable: true };
    Object.defineProperty(StatefulPathsController.prototype, name, handler);
    for (const decorate of [
      METHODS[method](path),
      ApiOperation({ summary: `${what}: not offered`, description: instead }),
      ApiNotFoundResponse({ description: instead }),
    ]) {
      decorate(StatefulPathsController.prototype, name, handler);
    }
  }
}

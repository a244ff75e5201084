import { type CanActivate, type ExecutionContext, Injectable, Logger } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import { AppError } from '../errors/app-error';
import { ACCESS } from './access';

/** Deny by default: a handler that does not say who may call it can be called by nobody. */
@Injectable()
export class AccessGuard implements CanActivate {
  private readonly logger = new Logger(AccessGuard.name);

  constructor(private readonly reflector: Reflector) {}

  canActivate(context: ExecutionContext): boolean {
    const handler = context.getHandler();
    if (this.reflector.get<unknown>(ACCESS, handler) ?? this.reflector.get<unknown>(ACCESS, context.getClass()))
      return true;
    this.logger.error(`${context.getClass().name}.${handler.name} does not say who may call it`);
    throw new AppError('access_denied', 'Nobody may call this.');
  }
}

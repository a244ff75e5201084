import { type CanActivate, type ExecutionContext, Inject, Injectable } from '@nestjs/common';
import { createHash, timingSafeEqual } from 'node:crypto';
import { type IncomingMessage } from 'node:http';
import { CONFIG, type Config } from '../config/config';
import { AppError } from '../errors/app-error';
import { bearerTokenOf } from './bearer';

const sha256 = (text: string): Buffer => createHash('sha256').update(text).digest();

/** Lets the holder of the master key through. Digests are compared, so that neither time nor length tells anything. */
@Injectable()
export class MasterKeyGuard implements CanActivate {
  private readonly expected: Buffer | undefined;

  constructor(@Inject(CONFIG) config: Config) {
    this.expected = config.masterKey ? sha256(config.masterKey) : undefined;
  }

  canActivate(context: ExecutionContext): boolean {
    const token = bearerTokenOf(context.switchToHttp().getRequest<IncomingMessage>());
    if (!this.expected) {
      throw new AppError(
        'access_denied',
        'The management API is closed: start Nuvra with NUVRA_MASTER_KEY set to open it.',
      );
    }
    if (!token) throw new AppError('missing_api_key', 'Send the master key as "Authorization: Bearer …".');
    if (!timingSafeEqual(sha256(token), this.expected))
      throw new AppError('invalid_api_key', 'This is not the master key.');
    return true;
  }
}

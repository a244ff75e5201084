import {
  applyDecorators,
  type CanActivate,
  type ExecutionContext,
  Injectable,
  SetMetadata,
  UseGuards,
} from '@nestjs/common';
import { ApiBearerAuth } from '@nestjs/swagger';
import { type IncomingMessage } from 'node:http';
import { ACCESS } from '../auth/access';
import { AppError } from '../errors/app-error';
import { type ApiKeyIdentity, ApiKeyVerifier } from './api-key-verifier';
import { sentApiKey } from './sent-api-key';

const IDENTITY = Symbol('API key identity');
type Authenticated = IncomingMessage & { [IDENTITY]?: ApiKeyIdentity };

/** Authenticates programs by their API key. Trouble with the database is a 503, never a 401. */
@Injectable()
export class ApiKeyGuard implements CanActivate {
  constructor(private readonly verifier: ApiKeyVerifier) {}

  canActivate(context: ExecutionContext): boolean | Promise<boolean> {
    return this.admit(context.switchToHttp().getRequest<IncomingMessage>());
  }

  /**
   * Lets a request through and remembers whom it speaks for: at once when its key is remembered.
   * @throws {AppError} as {@link ApiKeyVerifier.verify}, and `missing_api_key`
   */
  admit(request: IncomingMessage): true | Promise<true> {
    const key = sentApiKey(request);
    if (!key) {
      throw new AppError(
        'missing_api_key',
        'Send an API key as "Authorization: Bearer sk-nv-…", or in the header of your SDK: x-api-key or x-goog-api-key.',
      );
    }
    const identity = this.verifier.verify(key);
    if (identity instanceof Promise) return identity.then((known) => remember(request, known));
    return remember(request, identity);
  }
}

function remember(request: Authenticated, identity: ApiKeyIdentity): true {
  request[IDENTITY] = identity;
  return true;
}

/** Whom an authenticated request speaks for. */
export function identityOf(request: IncomingMessage): ApiKeyIdentity {
  const identity = (request as Authenticated)[IDENTITY];
  if (!identity) throw new Error('This handler is not behind the API key guard');
  return identity;
}

/** Programs with an API key may call it. */
export const ApiKeyAccess = () =>
  applyDecorators(SetMetadata(ACCESS, 'api-key'), UseGuards(ApiKeyGuard), ApiBearerAuth('api-key'));

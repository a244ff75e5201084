import { type Failure, UnreadableReply } from '@nuvra/dialects';
import { type Provider } from '@nuvra/providers';
import { AppError } from '../errors/app-error';
import { type ProviderConnection } from './provider-connection';
import { TotalTimeout } from './upstream-call';

/**
 * What the client may know of a vendor's refusal. Its complaints about the request are passed on in its own words; what concerns our account
 * with it, or its own trouble, is said in ours.
 */
export function clientFailure(failure: Failure, status: number, { provider, keyAt }: ProviderConnection): Failure {
  switch (failure.kind) {
    case 'authentication':
    case 'permission':
    case 'payment':
      return new AppError(
        'upstream_refused_credential',
        `${provider.name} refused this gateway's credential. Whoever runs the gateway must check ${keyAt} and the account behind it.`,
      ).failure;
    case 'upstream':
    case 'internal':
      return {
        kind: 'upstream',
        code: 'upstream_error',
        message: `${provider.name} failed (HTTP ${status}). Try again.`,
      };
    default:
      return failure;
  }
}

/** What became of a call that broke: deadlines, connections, and replies that make no sense. */
export function transportFailure(error: Error, { name }: Provider): AppError {
  const code = (error as NodeJS.ErrnoException).code;
  if (error instanceof TotalTimeout || code === 'UND_ERR_HEADERS_TIMEOUT' || code === 'UND_ERR_BODY_TIMEOUT') {
    return new AppError('upstream_timeout', `${name} did not answer in time. Try again.`, { cause: error });
  }
  if (error instanceof UnreadableReply || error instanceof SyntaxError || error instanceof RangeError) {
    return new AppError(
      'upstream_unreadable',
      `${name} answered with something that is not a valid reply. Try again.`,
      { cause: error },
    );
  }
  return new AppError('upstream_unreachable', `The connection to ${name} failed. Try again.`, { cause: error });
}

import { Logger } from '@nestjs/common';
import { type Failure } from '@nuvra/dialects';
import { AppError } from '../errors/app-error';
import { failureOf, sendFailure } from '../errors/error-filter';
import { type Bridge } from './bridge';
import { type Exchange } from './exchange';
import { type UpstreamCall } from './upstream-call';
import { clientFailure, transportFailure } from './upstream-failure';

/*
 * How an exchange ends that failed: the client is told in its dialect, the log gets what is not the client's business, and the usage is settled.
 */

const logger = new Logger('Proxy');

/** The provider answered with an error. */
export async function refuse(call: UpstreamCall, bridge: Bridge, exchange: Exchange): Promise<void> {
  const text = (await call.readAll()).toString('utf8');
  let body: unknown = text;
  try {
    body = JSON.parse(text);
  } catch {
    // Readers of failures take anything: gateways in between answer in HTML.
  }
  tell(bridge.upstream.readFailure(call.status, body, call.headers), call.status, exchange);
}

/** The provider's reasons in the client's dialect, or ours where they are not the client's business. */
export function tell(told: Failure, status: number, exchange: Exchange): void {
  const { connection } = exchange.route!;
  const { provider } = connection;
  const failure = { ...told, message: connection.withoutCredential(told.message) };
  if (failure.kind !== 'invalid-request' && failure.kind !== 'rate-limit') {
    logger.warn({
      requestId: exchange.id,
      provider: provider.id,
      status,
      kind: failure.kind,
      message: failure.message,
    });
  }
  send(clientFailure(failure, status, connection), exchange);
}

/** Something went wrong on the way; with a bridge it was the call, else what came before it. */
export function fail(error: unknown, bridge: Bridge | undefined, exchange: Exchange): void {
  const { response, route } = exchange;
  if (bridge) exchange.facts = bridge.facts;
  // The client is gone: there is nobody to tell.
  if (response.destroyed || response.closed) {
    exchange.settle('abandoned');
    return;
  }
  const known =
    bridge && route && !(error instanceof AppError)
      ? transportFailure(error as Error, route.connection.provider)
      : error;
  const failure = failureOf(known, exchange.request);
  const cause = known instanceof AppError ? known.cause : known;
  if (failure.kind === 'internal' || (cause !== undefined && failure.kind !== 'invalid-request')) {
    logger.error({
      requestId: exchange.id,
      provider: route?.connection.provider.id,
      code: failure.code,
      cause: String((cause as Error).stack ?? cause),
    });
  }
  if (!response.headersSent) {
    send(failure, exchange);
    return;
  }
  // A stream that broke ends in an error event, never in a clean end.
  exchange.failure = failure;
  exchange.settle();
  const last = bridge?.fail(failure);
  if (last === undefined) response.destroy();
  else response.end(last);
}

function send(failure: Failure, exchange: Exchange): void {
  exchange.failure = failure;
  sendFailure(failure, exchange.request, exchange.response, () => exchange.settle());
}

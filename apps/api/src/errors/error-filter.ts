import { type ArgumentsHost, Catch, type ExceptionFilter, HttpException, Logger } from '@nestjs/common';
import { type Failure, InvalidRequest } from '@nuvra/dialects';
import { type IncomingMessage, type ServerResponse } from 'node:http';
import { AppError } from './app-error';
import { dialectOf } from './path-dialect';
import { replyHeaders, requestIdOf } from './request-id';

/** The last stop of every error: the client gets our words and a request id, the log gets the rest. */
@Catch()
export class ErrorFilter implements ExceptionFilter {
  private readonly logger = new Logger('Error');

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    this.answer(error, http.getRequest<IncomingMessage>(), http.getResponse<ServerResponse>());
  }

  /** Answers a request with an error. */
  answer(error: unknown, request: IncomingMessage, response: ServerResponse): void {
    const failure = failureOf(error, request);
    if (failure.kind === 'internal' || (error as Error).cause !== undefined) this.log(error, failure, request);
    sendFailure(failure, request, response);
  }

  private log(error: unknown, failure: Failure, request: IncomingMessage): void {
    const cause = error instanceof AppError ? error.cause : error;
    this.logger.error({
      requestId: requestIdOf(request),
      code: failure.code,
      message: failure.message,
      cause: cause instanceof Error ? (cause.stack ?? cause.message) : String(cause),
    });
  }
}

/**
 * Writes a failure in the dialect of the path.
 * `beforeSending` is called when the status is set and nothing has been sent yet.
 */
export function sendFailure(
  failure: Failure,
  request: IncomingMessage,
  response: ServerResponse,
  beforeSending: () => void = () => undefined,
): void {
  // Too late for a status: end the connection, so that a broken reply is not taken for a whole one.
  if (response.headersSent) {
    response.destroy();
    return;
  }
  const dialect = dialectOf(request);
  const { status, body } = dialect.writeFailure(failure, requestIdOf(request));
  const headers = replyHeaders(request, dialect.id);
  headers['content-type'] = 'application/json; charset=utf-8';
  if (failure.retryAfterSeconds !== undefined) headers['retry-after'] = String(failure.retryAfterSeconds);
  // What is left of a refused body is thrown away: hanging up on a client that is still sending would cost it the answer.
  request.resume();
  response.writeHead(status, headers);
  beforeSending();
  response.end(JSON.stringify(body));
}

/** What a client may know of an error. */
export function failureOf(error: unknown, request: IncomingMessage): Failure {
  if (error instanceof AppError) return error.failure;
  if (error instanceof InvalidRequest) {
    return {
      kind: 'invalid-request',
      message: error.message,
      param: error.param,
      code: error.code ?? 'invalid_request',
    };
  }
  if (error instanceof HttpException && error.getStatus() === 404) {
    const path = (request.url ?? '/').split('?', 1)[0];
    return new AppError(
      'path_not_found',
      `There is nothing at ${request.method} ${path}. The API reference is at /docs.`,
    ).failure;
  }
  // body-parser's errors name themselves: https://github.com/expressjs/body-parser#errors
  switch ((error as { type?: string } | undefined)?.type) {
    case 'entity.parse.failed':
      return new AppError('invalid_json', 'The body is not valid JSON.').failure;
    case 'entity.too.large':
      return new AppError('body_too_large', 'The body is too large.').failure;
    case 'encoding.unsupported':
    case 'charset.unsupported':
      return new AppError('invalid_request', 'The body must be JSON in UTF-8.').failure;
    default:
  }
  if (error instanceof HttpException && error.getStatus() < 500) {
    return new AppError('invalid_request', error.message).failure;
  }
  return new AppError(
    'internal_error',
    'Something went wrong on our side. Try again; if it stays, report the request id.',
  ).failure;
}

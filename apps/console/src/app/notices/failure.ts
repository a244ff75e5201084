import { HttpErrorResponse } from '@angular/common/http';

/** A failed call, as far as a person can use it. */
export interface Failure {
  /** A sentence: what happened. */
  readonly message: string;
  /** HTTP status; 0 when there was no answer at all. */
  readonly status: number;
  /** What the gateway's log calls this request; undefined when none came back. */
  readonly requestId?: string;
}

interface ErrorBody {
  readonly error?: { readonly message?: unknown; readonly request_id?: unknown };
}

/** Reads what a resource failed with: an answer of the gateway, no answer, or a fault of our own. */
export function failureOf(error: unknown): Failure {
  const cause = error instanceof Error && error.cause instanceof HttpErrorResponse ? error.cause : error;
  if (!(cause instanceof HttpErrorResponse)) return { message: 'The console could not read the answer.', status: 200 };
  if (cause.status === 0) {
    return { message: 'The gateway did not answer. Check that it is running and that you can reach it.', status: 0 };
  }
  const { message, request_id: idInBody } = (cause.error as ErrorBody | null)?.error ?? {};
  const requestId = typeof idInBody === 'string' ? idInBody : cause.headers.get('x-request-id');
  return {
    message: typeof message === 'string' ? message : `The gateway answered with status ${cause.status}.`,
    status: cause.status,
    ...(requestId === null ? {} : { requestId }),
  };
}

import { HttpErrorResponse, HttpHeaders } from '@angular/common/http';
import { failureOf } from './failure';

describe('failureOf', () => {
  it('takes message and request id from the body of the answer', () => {
    const error = new HttpErrorResponse({
      status: 503,
      error: { error: { message: 'The database is away.', request_id: 'id-in-body' } },
      headers: new HttpHeaders({ 'x-request-id': 'id-in-header' }),
    });
    expect(failureOf(error)).toEqual({ status: 503, message: 'The database is away.', requestId: 'id-in-body' });
  });

  it('takes the request id from the header where the body has none', () => {
    const headers = new HttpHeaders({ 'x-request-id': 'id-in-header' });
    const failure = failureOf(new HttpErrorResponse({ status: 502, error: '<html>Bad gateway</html>', headers }));
    expect(failure).toEqual({
      status: 502,
      message: 'The gateway answered with status 502.',
      requestId: 'id-in-header',
    });
  });

  it('says that nothing answered when there was no answer', () => {
    expect(failureOf(new HttpErrorResponse({ status: 0 }))).toMatchObject({
      status: 0,
      message: expect.stringContaining('did not answer') as string,
    });
  });

  it('unwraps the error that a resource puts around it', () => {
    const cause = new HttpErrorResponse({ status: 404, error: { error: { message: 'No such model.' } } });
    expect(failureOf(new Error('wrapped', { cause })).message).toBe('No such model.');
  });
});

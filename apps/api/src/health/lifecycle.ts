import { Injectable } from '@nestjs/common';

/** Where the process is in its life. Set by whoever starts and stops it, read by readiness and by the proxy. */
@Injectable()
export class Lifecycle {
  state: 'starting' | 'running' | 'stopping' = 'starting';
  /** Aborted when requests that were running when it was stopped have had their time. */
  readonly overtime = new AbortController();
}

/** Whether the process is alive. */
export class LivenessDto {
  /** @example "live" */
  status: 'live';
}

/** Whether requests should be sent here. */
export class ReadinessDto {
  /**
   * `ready`; `degraded`: known keys are served from memory while the database is away; `starting` and `stopping`: send requests elsewhere.
   * @example "ready"
   */
  status: 'ready' | 'degraded' | 'starting' | 'stopping';
  /** @example "reachable" */
  database: 'reachable' | 'unreachable';
  /** `demo` when no provider is configured and local stand-ins answer. */
  mode: 'live' | 'demo';
}

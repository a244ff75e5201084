import { DOCUMENT, inject, InjectionToken } from '@angular/core';

/** What programs set as the base URL of their SDK: the console is served from the gateway's own origin. */
export const BASE_URL = new InjectionToken<string>('base URL', {
  factory: () => `${inject(DOCUMENT).location.origin}/v1`,
});

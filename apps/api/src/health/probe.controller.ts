import { Controller, Head } from '@nestjs/common';
import { PublicAccess } from '../auth/access';

/** Agents ask for the head of the base URL before their first request, to see whether there is a server. */
@Controller()
@PublicAccess()
export class ProbeController {
  /** Answers that the gateway is there. */
  @Head()
  probe(): void {
    // The status says it.
  }
}

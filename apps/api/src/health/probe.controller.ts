import { Controller, Head } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { PublicAccess } from '../auth/access';

/** Agents ask for the head of the base URL before their first request, to see whether there is a server. */
@ApiTags('Health')
@Controller()
@PublicAccess()
export class ProbeController {
  /** Answers that the gateway is there. */
  @Head()
  probe(): void {
    // The status says it.
  }
}

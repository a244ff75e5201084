import { inject, Service } from '@angular/core';
import { rxResource } from '@angular/core/rxjs-interop';
import { CatalogService } from '@nuvra/api-client';

/** The list of all models, read once and shared by the pages that show it. */
@Service()
export class Catalogue {
  private readonly api = inject(CatalogService);
  readonly list = rxResource({ stream: () => this.api.catalogList() });
}

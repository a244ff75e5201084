import { Injectable } from '@nestjs/common';
import { Availability } from '../catalog/availability';
import { CatalogService, type CatalogueModel } from '../catalog/catalog.service';
import { AppError } from '../errors/app-error';
import { type CallableModel } from './listed-model';

/** The models that can be called now, with the endpoints that can. */
@Injectable()
export class CallableModels {
  constructor(
    private readonly catalog: CatalogService,
    private readonly availability: Availability,
  ) {}

  all(): CallableModel[] {
    return Array.from(this.catalog.all(), (model) => this.of(model)).filter(({ endpoints }) => endpoints.length > 0);
  }

  /**
   * The model that a name means, as in a request.
   * @throws {AppError} `model_not_found`
   */
  find(name: string): CallableModel {
    const model = this.catalog.resolve(name);
    const callable = model && this.of(model);
    if (callable && callable.endpoints.length > 0) return callable;
    throw new AppError(
      'model_not_found',
      `There is no model "${name.slice(0, 100)}" that can be called. GET /v1/models lists those there are.`,
      { param: 'model' },
    );
  }

  private of(model: CatalogueModel): CallableModel {
    return { model, endpoints: model.endpoints.filter((endpoint) => this.availability.isCallable(model, endpoint)) };
  }
}

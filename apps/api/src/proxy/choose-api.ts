import { type DialectId } from '@nuvra/dialects';
import { type ProviderApi } from '@nuvra/providers';

/**
 * In which of its dialects a provider is called: the client's own, so that nothing need be translated; else, for a model that reasons, the
 * one in which reasoning returns; else the first.
 * @param apis what `apisOf` left, at least one
 */
export function chooseApi(apis: readonly ProviderApi[], client: DialectId, reasons: boolean): ProviderApi {
  return (
    apis.find(({ dialect }) => dialect.id === client) ??
    (reasons ? apis.find(({ keepsReasoning }) => keepsReasoning) : undefined) ??
    apis[0]!
  );
}

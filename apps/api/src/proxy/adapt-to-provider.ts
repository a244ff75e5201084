import { type Call, type JsonObject, ReceiptBook, type SettingName } from '@nuvra/dialects';
import { type ProviderApi } from '@nuvra/providers';

/**
 * The body as the provider takes it, with what that changes in the book, in the client's own terms.
 * @param body in the provider's dialect
 * @param call from which it was written; none where it is the client's own
 */
export function adaptToProvider(
  body: JsonObject,
  { dialect, adaptRequest }: ProviderApi,
  model: string,
  call: Call | undefined,
  book: ReceiptBook,
): JsonObject {
  if (!adaptRequest) return body;
  if (!call || call.dialect === dialect.id) return adaptRequest(body, book, model);
  const told = new ReceiptBook();
  const adapted = adaptRequest(body, told, model);
  if (told.lines.length === 0) return adapted;
  // Read again, the body tells which of the call's settings each of its fields says.
  const written = dialect.readRequest(body, { model, stream: call.stream }).settingPaths;
  const names = new Map(Object.entries(written).map(([name, path]) => [path, name as SettingName]));
  for (const line of told.lines) {
    const name = names.get(line.path);
    book.add({ ...line, path: (name && call.settingPaths[name]) ?? line.path });
  }
  return adapted;
}

/**
 * Loaded before Portkey's gateway: it appends to the headers of a streamed answer, which fetch makes immutable, and so answers 500 to
 * every stream since @hono/node-server 1.14.3 (https://github.com/Portkey-AI/gateway/issues/1389). A copy of those headers, which
 * older versions made as well, lets it run. Answers that do not stream are not touched.
 */
const fetched = globalThis.fetch;

globalThis.fetch = async (...request) => {
  const response = await fetched(...request);
  if (response.headers.get('content-type')?.startsWith('text/event-stream')) {
    Object.defineProperty(response, 'headers', { value: new Headers(response.headers) });
  }
  return response;
};

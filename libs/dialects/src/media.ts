import { type AudioPart, type Base64Source, type Call, type FilePart, type ImagePart, type Message } from './call';
import { type Target, type UpstreamDialect } from './dialect';

type MediaPart = ImagePart | AudioPart | FilePart;

/** A medium that must be fetched before the call can be written. */
export interface MediaToFetch {
  /** Of its part, for `withMedia` and for receipts. */
  readonly path: string;
  /** An http or https address, as the client wrote it. */
  readonly url: string;
  readonly type: MediaPart['type'];
}

/** What stands at URLs in messages and tool results that the upstream does not fetch itself. Addresses of other kinds nobody can. */
export function mediaToFetch(
  call: Call,
  upstream: Pick<UpstreamDialect, 'fetchesMedia'>,
  target: Target,
): MediaToFetch[] {
  return call.messages.flatMap(mediaIn).flatMap((part) => {
    const { path, type, source } = part;
    if (source.kind !== 'url' || !/^https?:/i.test(source.url) || upstream.fetchesMedia(part, target)) return [];
    return { path, url: source.url, type };
  });
}

/** The call with the bytes of what was fetched, by path, in place of its address; what was not stays as it is. */
export function withMedia(call: Call, fetched: ReadonlyMap<string, Base64Source>): Call {
  if (fetched.size === 0) return call;
  const fill = <Part extends Message['parts'][number]>(part: Part): Part => {
    if (part.type === 'tool-result') return { ...part, content: part.content.map(fill) };
    const source = isMedia(part) ? fetched.get(part.path) : undefined;
    return source ? { ...part, source } : part;
  };
  // A part stays of its type, and so does the message; the union of messages cannot tell.
  const messages = call.messages.map((message) => ({ ...message, parts: message.parts.map(fill) }) as Message);
  return { ...call, messages };
}

function mediaIn({ parts }: Message): MediaPart[] {
  return parts.flatMap((part) =>
    part.type === 'tool-result' ? part.content.filter(isMedia) : isMedia(part) ? part : [],
  );
}

function isMedia(part: { readonly type: string }): part is MediaPart {
  return part.type === 'image' || part.type === 'audio' || part.type === 'file';
}

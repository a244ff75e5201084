import { type ReplyEvent } from '../events';
import { type ReceiptBook } from '../receipt';

/**
 * The event as this dialect can say it; undefined for one that it cannot. The book gets a line for what is lost.
 */
export function fitEvent(event: ReplyEvent, book: ReceiptBook): ReplyEvent | undefined {
  switch (event.type) {
    case 'native':
      return fitNative(event, book);
    case 'extra':
      if (event.dialect === 'openai-chat') return event;
      if (!event.isEcho) book.dropped(`response.${event.path}`, 'It has no counterpart in this format.');
      return undefined;
    case 'media':
      if (event.media === 'image') return event;
      book.dropped(`response.choices[${event.choice}].${event.media}`, 'Of media a message holds images alone.');
      return undefined;
    case 'citation':
      if (event.citation.url !== undefined || event.citation.native?.dialect === 'openai-chat') return event;
      book.dropped('response.citations', 'Only citations of web pages have a form here.');
      return undefined;
    case 'finish':
      noteFinish(event, book);
      return event;
    case 'usage':
      noteUsage(event, book);
      return event;
    default:
      return event;
  }
}

function fitNative(event: ReplyEvent & { type: 'native' }, book: ReceiptBook): ReplyEvent | undefined {
  const { choice, dialect, value } = event;
  if (dialect === 'openai-chat') return event;
  const kind = typeof value['type'] === 'string' ? value['type'] : 'part';
  // Not in words either: what tools did is no part of the answer, which may be JSON that a program reads.
  book.dropped(`response.choices[${choice}].${kind}`, 'It has no counterpart in this format.');
  return undefined;
}

function noteFinish({ choice, reason, stopSequence }: ReplyEvent & { type: 'finish' }, book: ReceiptBook): void {
  const path = `response.choices[${choice}]`;
  if (reason === 'refusal') book.approximated(`${path}.finish_reason`, "A refusal ends in 'content_filter' here.");
  if (reason === 'pause')
    book.approximated(`${path}.finish_reason`, "A turn that may be continued ends in 'stop' here.");
  if (stopSequence !== undefined) {
    book.dropped(`${path}.stop_sequence`, 'Replies do not tell here which sequence stopped the model.');
  }
}

function noteUsage({ usage, speed }: ReplyEvent & { type: 'usage' }, book: ReceiptBook): void {
  if (usage.cacheWrite1hTokens) {
    book.approximated('response.usage.cacheWrite1hTokens', 'Tokens written to caches are counted together here.');
  }
  if (speed !== undefined) book.dropped('response.usage.speed', 'Replies do not tell here how fast they were served.');
}

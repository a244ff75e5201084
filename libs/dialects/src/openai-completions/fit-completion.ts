import { type ReplyEvent } from '../events';
import { fitEvent } from '../openai-chat/fit-event';
import { type ReceiptBook } from '../receipt';

/** The event as a completion can say it, which is text and little else; undefined for one that it cannot. */
export function fitCompletion(event: ReplyEvent, book: ReceiptBook): ReplyEvent | undefined {
  const fitting = fitEvent(event, book);
  switch (fitting?.type) {
    case 'refusal-delta':
      book.approximated(`response.choices[${fitting.choice}].refusal`, 'A refusal is text here.');
      return { ...fitting, type: 'text-delta' };
    case 'reasoning-delta':
    case 'reasoning-state':
      return drop(fitting.choice, 'reasoning', book);
    case 'tool-call-start':
      return drop(fitting.choice, 'tool_calls', book);
    case 'citation':
      return drop(fitting.choice, 'annotations', book);
    case 'media':
      return drop(fitting.choice, 'images', book);
    case 'native':
      return fitNative(fitting, book);
    case 'extra':
      if (!fitting.path.startsWith('choices[')) return fitting;
      book.dropped(`response.${fitting.path}`, 'Completions are text alone.');
      return undefined;
    default:
      return fitting;
  }
}

/** A part of chat's own, such as speech: its words are text, and the rest has no place. */
function fitNative(
  { choice, value, text }: ReplyEvent & { type: 'native' },
  book: ReceiptBook,
): ReplyEvent | undefined {
  const field = Object.keys(value)[0] ?? 'message';
  if (text === undefined) return drop(choice, field, book);
  book.approximated(`response.choices[${choice}].${field}`, 'Told as its text: completions are text alone.');
  return { type: 'text-delta', choice, text };
}

function drop(choice: number, field: string, book: ReceiptBook): undefined {
  book.dropped(`response.choices[${choice}].${field}`, 'Completions are text alone.');
}

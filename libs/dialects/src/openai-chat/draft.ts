import { type Call } from '../call';
import { type Target } from '../dialect';
import { type ReceiptBook } from '../receipt';

/** What the writers of a request share. */
export interface Draft {
  readonly call: Call;
  readonly target: Target;
  readonly book: ReceiptBook;
}

/** Whether the client wrote a body of this dialect too: then its own fields are written as it wrote them, extensions included. */
export function isOurs({ call }: Pick<Draft, 'call'>): boolean {
  return call.dialect === 'openai-chat' && !call.isPrompt;
}

import { type NativePart } from '../call';
import { type ReceiptBook } from '../receipt';
import { type WirePart } from './wire';

/** A part of this dialect's own as it came, one of another dialect in words where it has them. */
export function writeNative(part: NativePart, book: ReceiptBook): WirePart | undefined {
  if (part.dialect === 'gemini') return part.value;
  if (part.text !== undefined) {
    book.approximated(part.path, 'Gemini has no such part; what it says goes as text.');
    return { text: part.text };
  }
  book.dropped(part.path, 'Gemini has no such part.');
  return undefined;
}

import { type ResponseStreamEvent } from 'openai/resources/responses/responses';
import { type WireResponse } from './response-object';

/** An event of the stream before it has its number, and with its response as it goes over the wire. */
export type WireEvent = Unnumbered<ResponseStreamEvent>;

type Unnumbered<Event> = Event extends { response: unknown }
  ? Omit<Event, 'sequence_number' | 'response'> & { response: WireResponse }
  : Event extends { sequence_number: number }
    ? Omit<Event, 'sequence_number'>
    : never;

/** Says one event: a stream makes a frame of it, a whole reply needs none. */
export type Emit = (event: WireEvent) => string;

/** An item that is being written: its closing frames complete it. */
export interface OpenItem {
  readonly outputIndex: number;
  /** @param isCut whether the model was stopped in the middle of it */
  close(isCut: boolean): string;
}

import { type JsonObject } from '../call';
import { type ReplyEvent } from '../events';
import { asObject } from '../json';
import { extra, extrasIn } from './extra-events';
import { demand, type ItemReader, Pieces } from './item-reader';

const KNOWN = ['type', 'call_id', 'name', 'arguments', 'status'];

/** Reads a `function_call`. */
export class CallReader implements ItemReader {
  private readonly argumentsText = new Pieces();
  private isStarted = false;

  /** @param index of the call among those of the reply */
  constructor(
    private readonly path: string,
    private readonly index: number,
  ) {}

  read(event: JsonObject): ReplyEvent[] {
    switch (event['type']) {
      case 'response.output_item.added':
        return this.start(asObject(event['item']) ?? {});
      case 'response.function_call_arguments.delta':
        return this.say(this.argumentsText.add(event['delta']));
      case 'response.function_call_arguments.done':
        return this.say(this.argumentsText.rest(event['arguments']));
      default:
        return [];
    }
  }

  settle(): ReplyEvent[] {
    return [];
  }

  complete(item: JsonObject): ReplyEvent[] {
    const status = item['status'] ?? 'completed';
    return [...this.start(item), ...(status === 'completed' ? [] : [extra(`${this.path}.status`, status)])];
  }

  private start(item: JsonObject): ReplyEvent[] {
    const rest = (): ReplyEvent[] => this.say(this.argumentsText.rest(item['arguments']));
    if (this.isStarted) return rest();
    const [id, name] = [demand(item, 'call_id'), demand(item, 'name')];
    this.isStarted = true;
    return [
      ...extrasIn(item, this.path, KNOWN),
      { type: 'tool-call-start', choice: 0, index: this.index, id, name },
      ...rest(),
    ];
  }

  private say(argumentsText: string): ReplyEvent[] {
    return argumentsText === '' ? [] : [{ type: 'tool-call-delta', choice: 0, index: this.index, argumentsText }];
  }
}
